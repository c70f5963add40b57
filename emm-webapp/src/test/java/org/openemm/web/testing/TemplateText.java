package org.openemm.web.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that stand in a page template itself instead of coming from a bundle of texts. */
public final class TemplateText {
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final Pattern TAG = Pattern.compile("<[^<>]*>", Pattern.DOTALL);
    private static final Pattern SPOKEN =
            Pattern.compile(
                    "\\b(placeholder|title|aria-label|aria-description|alt|label|content)"
                            + "=\"([^\"]*)\"");

    /** Values that only machines read. */
    private static final Pattern MACHINES =
            Pattern.compile(
                    "(name|type|http-equiv)=\"(viewport|color-scheme|robots|hidden|radio|checkbox|submit)\"");

    private final String source;
    private final StringBuilder content = new StringBuilder();
    private int at;

    private TemplateText(String source) {
        this.source = source;
    }

    /** Words outside of code, examples and tags, and in attributes that are shown or read out. */
    public static List<String> in(String template) {
        TemplateText text = new TemplateText(template.replaceAll("(?s)<%--.*?--%>", ""));
        text.content(false);
        List<String> found = new ArrayList<>();
        String markup =
                text.content
                        .toString()
                        .replaceAll(
                                "(?s)<!--.*?-->|<!DOCTYPE"
                                        + " html>|<(style|code)>.*?</(style|code)>|\\[agn[^\\]]*]",
                                "");
        Matcher tags = TAG.matcher(markup);
        while (tags.find()) {
            String tag = tags.group();
            if (!MACHINES.matcher(tag).find()) {
                Matcher spoken = SPOKEN.matcher(tag);
                while (spoken.find()) {
                    addWords(spoken.group(2), found);
                }
            }
        }
        addWords(TAG.matcher(markup).replaceAll("\n").replaceAll("&#?\\w+;", " "), found);
        return found;
    }

    private static void addWords(String text, List<String> found) {
        for (String line : text.split("\n")) {
            if (WORD.matcher(line).find()) {
                found.add(line.strip());
            }
        }
    }

    /** Reads content up to the end, or to the backtick that ends a block of content. */
    private void content(boolean inBlock) {
        while (at < source.length()) {
            if (inBlock && source.charAt(at) == '`') {
                at++;
                return;
            }
            if (starts("${") || starts("!{") || starts("$unsafe{")) {
                at = source.indexOf('{', at) + 1;
                code('}');
                content.append('0');
            } else if (source.charAt(at) == '@' && at + 1 < source.length()) {
                command();
            } else {
                content.append(source.charAt(at++));
            }
        }
    }

    private void command() {
        Matcher name =
                Pattern.compile("@([A-Za-z][\\w.]*)").matcher(source).region(at, source.length());
        if (!name.lookingAt()) {
            content.append(source.charAt(at++));
            return;
        }
        at = name.end();
        if (name.group(1).equals("param") || name.group(1).equals("import")) {
            int end = source.indexOf('\n', at);
            at = end < 0 ? source.length() : end;
        } else if (at < source.length() && source.charAt(at) == '(') {
            at++;
            code(')');
        }
    }

    /** Skips code up to the bracket that closes it; content inside it is content again. */
    private void code(char close) {
        char open = close == ')' ? '(' : '{';
        int depth = 1;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"') {
                string();
                continue;
            }
            if (starts("@`")) {
                at += 2;
                content.append('\n');
                content(true);
                content.append('\n');
                continue;
            }
            at++;
            if (c == open) {
                depth++;
            } else if (c == close && --depth == 0) {
                return;
            }
        }
    }

    private void string() {
        at++;
        while (at < source.length() && source.charAt(at) != '"') {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private boolean starts(String text) {
        return source.startsWith(text, at);
    }
}

package org.openemm.content;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The strict look at content before it is saved or sent: every tag must be known, with the
 * parameters it takes and fields that exist.
 */
public final class ContentCheck {
    /** Nobody reads more of them at once. */
    private static final int MAX_PROBLEMS = 100;

    private final Predicate<String> isField;
    private final Predicate<String> isExtraTag;

    private final List<ContentProblem> problems = new ArrayList<>();
    private String source = "";
    private String text = "";

    /**
     * @param isField whether a profile field has this column or display name, in any case
     * @param isExtraTag whether the tag catalogue of the database holds this name (with agn)
     */
    public ContentCheck(Predicate<String> isField, Predicate<String> isExtraTag) {
        this.isField = isField;
        this.isExtraTag = isExtraTag;
    }

    /**
     * Looks at one text: a component, the content of a block, or a header field.
     *
     * @param sourceName how messages call it
     */
    public ContentCheck text(String sourceName, String content) {
        source = sourceName;
        text = content;
        List<Tag> open = new ArrayList<>();
        for (Tag tag : TagParser.parse(text)) {
            if (tag.closing()) {
                closing(tag, open);
            } else {
                tag(tag);
                if (tag.is(KnownTag.DYN) && !tag.selfClosing()) {
                    open.add(tag);
                }
            }
        }
        return this;
    }

    /** All that was found so far, in the order of the texts. */
    public List<ContentProblem> problems() {
        return List.copyOf(problems);
    }

    private void closing(Tag tag, List<Tag> open) {
        String name = tag.parameter("name", "");
        for (int i = open.size() - 1; i >= 0; i--) {
            if (tag.is(KnownTag.DYN)
                    && (name.isEmpty() || name.equals(open.get(i).parameter("name", "")))) {
                open.subList(i, open.size()).clear();
                return;
            }
        }
        add("content.tag.notOpened", tag, "");
    }

    private void tag(Tag tag) {
        if (tag.malformed()) {
            add("content.tag.malformed", tag, "");
            return;
        }
        KnownTag known = KnownTag.find(tag.name()).orElse(null);
        if (known == null) {
            fieldTag(tag);
            return;
        }
        for (String name : tag.parameters().keySet()) {
            if (!known.parameters().contains(name) && !KnownTag.COMMON.contains(name)) {
                String key =
                        known.isSimple()
                                ? "content.tag.noParameters"
                                : "content.tag.parameterUnknown";
                add(key, tag, name);
            }
        }
        for (String name : known.required()) {
            if (tag.parameter(name).filter(value -> !value.isBlank()).isEmpty()) {
                add("content.tag.parameterMissing", tag, name);
            }
        }
        for (String attribute : tag.attributes()) {
            add("content.tag.parameterUnknown", tag, attribute);
        }
        fields(tag);
        ParameterCheck.of(known, tag).ifPresent(bad -> add(bad.key(), tag, bad.detail()));
    }

    private void fieldTag(Tag tag) {
        if (isExtraTag.test(tag.name())) {
            return;
        }
        if (!isField.test(FieldUse.fieldName(tag))) {
            add("content.tag.unknown", tag, "");
            return;
        }
        for (String name : tag.parameters().keySet()) {
            if (!KnownTag.COMMON.contains(name)) {
                add("content.tag.noParameters", tag, name);
            }
        }
    }

    private void fields(Tag tag) {
        tag.parameter("column")
                .filter(column -> !column.isBlank())
                .filter(column -> FieldUse.candidates(column).stream().noneMatch(isField))
                .ifPresent(column -> add("content.tag.fieldUnknown", tag, column));
        tag.parameter("filter").stream()
                .flatMap(filter -> FieldUse.variables(filter).stream())
                .filter(isField.negate())
                .forEach(field -> add("content.tag.fieldUnknown", tag, field));
    }

    private void add(String key, Tag tag, String detail) {
        if (problems.size() < MAX_PROBLEMS) {
            Place place = Place.of(source, text, tag.start());
            problems.add(new ContentProblem(key, tag.name(), place, detail));
        }
    }
}

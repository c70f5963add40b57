package org.openemm.blocklist;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Patterns of a blocklist as few expressions, so that a thousand of them cost hardly more than one:
 * those that only say how an address begins or ends become trees of letters, in which a wrong
 * letter ends the search. {@code *} any number of characters, {@code ?} one. Immutable.
 */
final class BlockPatterns {
    static final BlockPatterns NONE = new BlockPatterns(List.of(), List.of());

    /** Characters of one expression; MariaDB refuses those that compile to more than 64 kB. */
    private static final int MOST = 6_000;

    /** On the address, and on the address read backwards. */
    private final List<String> forwards;

    private final List<String> backwards;
    private final List<Pattern> compiledForwards;
    private final List<Pattern> compiledBackwards;

    private BlockPatterns(List<String> forwards, List<String> backwards) {
        this.forwards = forwards;
        this.backwards = backwards;
        compiledForwards = forwards.stream().map(Pattern::compile).toList();
        compiledBackwards = backwards.stream().map(Pattern::compile).toList();
    }

    /**
     * @param patterns in the form of {@link BlocklistEntry#normal}
     */
    static BlockPatterns of(Collection<String> patterns) {
        List<String> starts = new ArrayList<>();
        List<String> ends = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String pattern : patterns) {
            int star = pattern.indexOf('*');
            boolean simple = pattern.indexOf('?') < 0 && star == pattern.lastIndexOf('*');
            if (simple && star == pattern.length() - 1) {
                starts.add(pattern.substring(0, star));
            } else if (simple && star == 0) {
                ends.add(new StringBuilder(pattern.substring(1)).reverse().toString());
            } else {
                others.add(expression(pattern));
            }
        }
        List<String> forwards = trees(starts);
        parts(others, 1).forEach(part -> forwards.add("^(?:" + String.join("|", part) + ")$"));
        return new BlockPatterns(forwards, trees(ends));
    }

    boolean isEmpty() {
        return forwards.isEmpty() && backwards.isEmpty();
    }

    /**
     * @param address in lower case
     */
    boolean match(String address) {
        for (Pattern pattern : compiledForwards) {
            if (pattern.matcher(address).find()) {
                return true;
            }
        }
        if (compiledBackwards.isEmpty()) {
            return false;
        }
        String reversed = new StringBuilder(address).reverse().toString();
        for (Pattern pattern : compiledBackwards) {
            if (pattern.matcher(reversed).find()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Conditions of which one holds for an address that matches.
     *
     * @param values gets what the conditions bind
     */
    List<String> sql(String address, Map<String, Object> values) {
        List<String> conditions = new ArrayList<>();
        // Bytes instead of characters: addresses are plain ASCII, and comparing is twice as fast.
        String text = "CAST(LOWER(" + address + ") AS BINARY)";
        for (String expression : forwards) {
            conditions.add(text + " REGEXP " + bound(expression, values));
        }
        for (String expression : backwards) {
            conditions.add("REVERSE(" + text + ") REGEXP " + bound(expression, values));
        }
        return conditions;
    }

    private static String bound(String expression, Map<String, Object> values) {
        String name = "blocked" + values.size();
        values.put(name, expression);
        return ":" + name;
    }

    private static List<String> trees(List<String> words) {
        List<String> trees = new ArrayList<>();
        for (List<String> part : parts(words.stream().sorted().toList(), 2)) {
            Node root = new Node();
            part.forEach(root::add);
            trees.add("^" + root.expression());
        }
        return trees;
    }

    /**
     * @param factor how much longer an expression is than its words, about
     */
    private static List<List<String>> parts(List<String> words, int factor) {
        List<List<String>> parts = new ArrayList<>();
        int length = MOST;
        for (String word : words) {
            length += factor * word.length() + 1;
            if (length > MOST) {
                parts.add(new ArrayList<>());
                length = factor * word.length() + 1;
            }
            parts.get(parts.size() - 1).add(word);
        }
        return parts;
    }

    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            expression.append(c == '*' ? ".*" : c == '?' ? "." : literal(c));
        }
        return expression.toString();
    }

    private static String literal(char c) {
        boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c > 127 || c == '@';
        return plain || c == '_' ? String.valueOf(c) : "\\" + c;
    }

    /** A tree of words that share their beginnings. */
    private static final class Node {
        private final Map<Character, Node> next = new HashMap<>();
        private boolean end;

        void add(String word) {
            Node node = this;
            for (int i = 0; i < word.length() && !node.end; i++) {
                node = node.next.computeIfAbsent(word.charAt(i), c -> new Node());
            }
            node.end = true;
            // Whatever begins like this word is found by it.
            node.next.clear();
        }

        String expression() {
            List<String> ways =
                    next.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(way -> literal(way.getKey()) + way.getValue().expression())
                            .toList();
            return ways.isEmpty()
                    ? ""
                    : ways.size() == 1 ? ways.get(0) : "(?:" + String.join("|", ways) + ")";
        }
    }
}

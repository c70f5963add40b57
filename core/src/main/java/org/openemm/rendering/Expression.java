package org.openemm.rendering;

import java.util.Locale;
import java.util.function.Function;

/**
 * Small formulas inside tags: numbers, texts in quotes, variables with or without {@code $}, {@code
 * + - * / %}, comparisons, {@code and or not}, brackets. Immutable.
 */
final class Expression {
    /** Deeper brackets are an error, not a stack overflow. */
    private static final int MAX_DEPTH = 100;

    private final Node root;

    private Expression(Node root) {
        this.root = root;
    }

    /** A formula, ready to be computed with the values of its variables. */
    @FunctionalInterface
    private interface Node {
        Object value(Function<String, Object> variables);
    }

    /**
     * @throws IllegalArgumentException for text that is no formula
     */
    static Expression parse(String text) {
        Parser parser = new Parser(text);
        Node root = parser.or();
        parser.expectEnd();
        return new Expression(root);
    }

    /** Double, String, Boolean or null. */
    Object value(Function<String, Object> variables) {
        return root.value(variables);
    }

    /** The result as a number; NaN when it is none. */
    double number(Function<String, Object> variables) {
        return number(root.value(variables));
    }

    boolean isTrue(Function<String, Object> variables) {
        return isTrue(root.value(variables));
    }

    private static boolean isTrue(Object value) {
        return value instanceof Boolean truth
                ? truth
                : value instanceof Double number && number != 0;
    }

    private static double number(Object value) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        Double parsed = value instanceof String text ? Numbers.parse(text) : null;
        return parsed == null ? Double.NaN : parsed;
    }

    private static boolean compare(String operator, Object left, Object right) {
        if (left == null || right == null) {
            return operator.equals("!=") && left != right;
        }
        int order;
        if (left instanceof String a && right instanceof String b) {
            order = a.compareToIgnoreCase(b);
        } else {
            double a = number(left);
            double b = number(right);
            if (Double.isNaN(a) || Double.isNaN(b)) {
                return operator.equals("!=");
            }
            order = Double.compare(a, b);
        }
        return switch (operator) {
            case "=" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    /** Recursive descent, one method per level of binding. */
    private static final class Parser {
        private final String text;
        private int at;
        private int depth;

        Parser(String text) {
            this.text = text;
        }

        Node or() {
            if (++depth > MAX_DEPTH) {
                throw new IllegalArgumentException("too deep");
            }
            Node left = and();
            while (take("||") || takeWord("or")) {
                Node first = left;
                Node second = and();
                left = v -> isTrue(first.value(v)) || isTrue(second.value(v));
            }
            depth--;
            return left;
        }

        private Node and() {
            Node left = comparison();
            while (take("&&") || takeWord("and")) {
                Node first = left;
                Node second = comparison();
                left = v -> isTrue(first.value(v)) && isTrue(second.value(v));
            }
            return left;
        }

        private Node comparison() {
            Node left = sum();
            String operator = operator();
            if (operator.isEmpty()) {
                return left;
            }
            Node right = sum();
            return v -> compare(operator, left.value(v), right.value(v));
        }

        private String operator() {
            for (String[] form :
                    new String[][] {
                        {"<=", "<="},
                        {">=", ">="},
                        {"<>", "!="},
                        {"!=", "!="},
                        {"==", "="},
                        {"=", "="},
                        {"<", "<"},
                        {">", ">"}
                    }) {
                if (take(form[0])) {
                    return form[1];
                }
            }
            return "";
        }

        private Node sum() {
            Node left = product();
            while (true) {
                Node first = left;
                if (take("+")) {
                    Node second = product();
                    left = v -> number(first.value(v)) + number(second.value(v));
                } else if (take("-")) {
                    Node second = product();
                    left = v -> number(first.value(v)) - number(second.value(v));
                } else {
                    return left;
                }
            }
        }

        private Node product() {
            Node left = unary();
            while (true) {
                Node first = left;
                if (take("*")) {
                    Node second = unary();
                    left = v -> number(first.value(v)) * number(second.value(v));
                } else if (take("/")) {
                    Node second = unary();
                    left = v -> number(first.value(v)) / number(second.value(v));
                } else if (take("%")) {
                    Node second = unary();
                    left = v -> number(first.value(v)) % number(second.value(v));
                } else {
                    return left;
                }
            }
        }

        private Node unary() {
            int signs = 0;
            boolean negative = false;
            while (true) {
                if (++signs > MAX_DEPTH) {
                    throw new IllegalArgumentException("too many signs");
                }
                if (take("-")) {
                    negative = !negative;
                } else if (!take("+")) {
                    break;
                }
            }
            Node operand = operand();
            return negative ? v -> -number(operand.value(v)) : operand;
        }

        private Node operand() {
            if (take("(")) {
                Node inner = or();
                if (!take(")")) {
                    throw new IllegalArgumentException("bracket not closed");
                }
                return inner;
            }
            if (takeWord("not") || take("!")) {
                Node inner = operand();
                return v -> !isTrue(inner.value(v));
            }
            if (at < text.length() && "\"'".indexOf(text.charAt(at)) >= 0) {
                String literal = quoted();
                return v -> literal;
            }
            return numberOrVariable();
        }

        private String quoted() {
            char quote = text.charAt(at);
            int end = text.indexOf(quote, at + 1);
            if (end < 0) {
                throw new IllegalArgumentException("quote not closed");
            }
            String literal = text.substring(at + 1, end);
            at = end + 1;
            return literal;
        }

        private Node numberOrVariable() {
            skipBlanks();
            int start = at;
            boolean number = at < text.length() && Character.isDigit(text.charAt(at));
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at))
                            || "_$".indexOf(text.charAt(at)) >= 0
                            || number && text.charAt(at) == '.')) {
                at++;
            }
            String word = text.substring(start, at);
            if (word.isEmpty() || word.equals("$")) {
                throw new IllegalArgumentException("value expected");
            }
            if (number) {
                Double value = Double.valueOf(word);
                return v -> value;
            }
            String name =
                    (word.startsWith("$") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
            return v -> v.apply(name);
        }

        private boolean take(String symbol) {
            skipBlanks();
            if (!text.startsWith(symbol, at)) {
                return false;
            }
            at += symbol.length();
            return true;
        }

        private boolean takeWord(String word) {
            skipBlanks();
            int end = at + word.length();
            if (!text.regionMatches(true, at, word, 0, word.length())
                    || end < text.length()
                            && (Character.isLetterOrDigit(text.charAt(end))
                                    || text.charAt(end) == '_')) {
                return false;
            }
            at = end;
            return true;
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        void expectEnd() {
            skipBlanks();
            if (at < text.length()) {
                throw new IllegalArgumentException("unexpected text at " + (at + 1));
            }
        }
    }
}

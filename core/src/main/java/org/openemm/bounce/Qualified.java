package org.openemm.bounce;

/**
 * A bounce whose meaning is known.
 *
 * @param code delivery status that counted
 * @param ruleId 0: built in
 */
record Qualified(Bounce bounce, int code, BounceDetail detail, int ruleId, String ruleName) {
    private static final int REMARK_LENGTH = 150;
    private static final int PERMANENT = 5;

    static Qualified of(Bounce bounce, BounceRules rules) {
        BounceRules.Verdict verdict = rules.verdict(bounce);
        return new Qualified(
                bounce,
                BounceRules.code(bounce),
                verdict.detail(),
                verdict.ruleId(),
                verdict.ruleName());
    }

    /** A hard bounce that the mail server itself calls temporary. */
    boolean isDoubtful() {
        return detail.isHard() && code / 100 != PERMANENT;
    }

    /** Why the binding has ended. */
    String remark() {
        if (bounce.source() == Bounce.Source.SCORING) {
            return "bounce:conversion";
        }
        String remark = "bounce:" + detail.code() + " (from " + code + " using " + ruleName + ")";
        return remark.length() > REMARK_LENGTH ? remark.substring(0, REMARK_LENGTH) : remark;
    }
}

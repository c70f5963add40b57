package org.openemm.eql.rules;

import java.util.Set;

/** What stands in place of a field's name for rules about behaviour. */
final class RuleIds {
    static final String RECEIVED = "received mailing";
    static final String OPENED = "opened mailing";
    static final String CLICKED = "clicked in mailing";

    static final String BOUND = "binding on mailinglist";
    static final String REVENUE = "revenue by mailing";
    static final String GROUP = "in target group";

    private static final Set<String> ALL = Set.of(RECEIVED, OPENED, CLICKED, BOUND, REVENUE, GROUP);

    private RuleIds() {}

    static boolean isBehaviour(String id) {
        return ALL.contains(id);
    }
}

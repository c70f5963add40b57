package org.openemm.profilefield;

import java.util.Set;

/**
 * Words that cannot name a profile field: reserved by MariaDB, or with a meaning of their own in
 * target group expressions.
 */
final class ReservedWords {
    private static final Set<String> SQL =
            Set.of(
                    ("accessible add all alter analyze and as asc asensitive before between bigint"
                         + " binary blob both by call cascade case change char character check"
                         + " collate column condition constraint continue convert create cross"
                         + " current_date current_role current_time current_timestamp current_user"
                         + " cursor database databases dec decimal declare default delayed delete"
                         + " desc describe deterministic distinct distinctrow div double drop dual"
                         + " each else elseif enclosed escaped except exists exit explain false"
                         + " fetch float for force foreign from fulltext general grant group groups"
                         + " having high_priority if ignore in index infile inner inout insensitive"
                         + " insert int integer intersect interval into is iterate join key keys"
                         + " kill lateral leading leave left like limit linear lines load localtime"
                         + " localtimestamp lock long longblob longtext loop low_priority match"
                         + " maxvalue mediumblob mediumint mediumtext mod modifies natural not null"
                         + " number numeric offset on optimize option optionally or order out outer"
                         + " outfile over partition precision primary procedure purge range rank"
                         + " read reads real recursive references regexp release rename repeat"
                         + " replace require resignal restrict return returning revoke right rlike"
                         + " row row_number rows schema schemas select sensitive separator set show"
                         + " signal slow smallint spatial specific sql sqlexception sqlstate"
                         + " sqlwarning ssl starting stats_persistent straight_join sysdate table"
                         + " terminated then tinyblob tinyint tinytext to trailing trigger true uid"
                         + " undo union unique unlock unsigned update usage use user using utc_date"
                         + " utc_time utc_timestamp values varbinary varchar varchar2 varcharacter"
                         + " varying when where while window with write xor year_month zerofill")
                            .split(" "));

    private static final Set<String> TARGET_EXPRESSIONS =
            Set.of(
                    ("empty contains starts has binding opened received clicked link mailing"
                         + " mailinglist of type status revenue today dateformat device os class"
                         + " client finished autoimport active optout blacklisted bounced admin"
                         + " test regular")
                            .split(" "));

    private ReservedWords() {}

    /** Whether the database would misunderstand a column of this name. */
    static boolean isOfDatabase(String word) {
        return SQL.contains(word);
    }

    /** Whether a rule of a target group would misunderstand it. */
    static boolean isOfRules(String word) {
        return TARGET_EXPRESSIONS.contains(word);
    }
}

package org.openemm.eql;

import java.util.List;
import java.util.Optional;

/** What a rule may refer to: the fields, mailings and links of one company. */
public interface EqlContext {
    /** Type of mailings that go out repeatedly and are tracked apart (mailing_tbl.mailing_type). */
    int INTERVAL_MAILING = 4;

    int companyId();

    /** The field shown under this name, upper and lower case alike. */
    Optional<EqlField> field(String name);

    /** For help and advice. */
    List<EqlField> fields();

    /** mailing_type of a mailing of this company; empty when there is none with this id. */
    Optional<Integer> mailingType(int mailingId);

    /** Whether the mailing has this link. */
    boolean hasLink(int mailingId, int linkId);

    /** Whether the company has this mailing list. */
    boolean hasMailinglist(int mailinglistId);

    /** The living target group of this company; a rule may contain it. */
    default Optional<EqlGroup> group(int targetId) {
        return Optional.empty();
    }

    /** Whether it is recorded who received what (company_tbl.mailtracking). */
    boolean tracksMails();
}

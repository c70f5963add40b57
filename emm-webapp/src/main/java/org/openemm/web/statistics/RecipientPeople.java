package org.openemm.web.statistics;

import java.util.List;
import org.openemm.statistics.Distribution;
import org.openemm.web.ui.Option;

/**
 * What active recipients are like.
 *
 * @param fields profile fields to choose from
 * @param genders keyed by code
 * @param domains null for users who may not see them
 * @param values of the chosen field; null when none is chosen
 */
public record RecipientPeople(
        RecipientAsked asked,
        List<Option> fields,
        Distribution formats,
        Distribution genders,
        Distribution domains,
        Distribution values) {

    /** Address of the figures of a part as a file. */
    public String csv(String part) {
        return "/statistics/recipient/" + part + ".csv" + asked.query();
    }
}

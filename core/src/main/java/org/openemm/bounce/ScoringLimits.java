package org.openemm.bounce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.stream.Collectors;
import org.openemm.content.MediaParameters;
import org.openemm.database.Transaction;
import org.openemm.delivery.CompanyInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When soft bounces become a hard one: bounce_config_tbl, name {@code conversion}, of the company
 * then company_info {@code bounce-conversion-parameter}; then bounce_config_tbl of all companies;
 * then the numbers of the guide.
 *
 * @param bounces there must be more than so many ({@code convert-bounce-count})
 * @param days between the first and the last must be more ({@code convert-bounce-duration})
 * @param clickDays no click for so long ({@code last-click})
 * @param openDays no opening for so long ({@code last-open})
 * @param fadeDays without delivery tracking one bounce a day is forgiven after so many without any
 *     ({@code fade-out})
 * @param keptDays bounces count for so long ({@code expire})
 */
public record ScoringLimits(
        int bounces, int days, int clickDays, int openDays, int fadeDays, int keptDays) {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringLimits.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BOUNCES = 40;
    private static final int DAYS = 30;
    private static final int FADE = 14;
    private static final int KEPT = 1100;
    private static final int MOST = 100_000;
    private static final JsonNode NOTHING = MissingNode.getInstance();

    static ScoringLimits of(Transaction tx, int company) {
        Map<Integer, JsonNode> tables =
                tx.sql()
                        .createQuery(
                                """
                                SELECT company_id, value FROM bounce_config_tbl
                                 WHERE company_id IN (0, :company) AND rid = 0 AND name = 'conversion'
                                """)
                        .bind("company", company)
                        .map((row, context) -> Map.entry(row.getInt(1), read(row.getString(2))))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        String info = CompanyInfo.of(tx, company, 0).find("bounce-conversion-parameter").orElse("");
        Values values =
                new Values(
                        tables.getOrDefault(company, NOTHING),
                        read(info),
                        MediaParameters.parse(info),
                        tables.getOrDefault(0, NOTHING));
        return new ScoringLimits(
                values.get("convert-bounce-count", BOUNCES),
                values.get("convert-bounce-duration", DAYS),
                values.get("last-click", DAYS),
                values.get("last-open", DAYS),
                values.get("fade-out", FADE),
                values.get("expire", KEPT));
    }

    private static JsonNode read(String text) {
        try {
            return text.strip().startsWith("{") ? JSON.readTree(text) : NOTHING;
        } catch (JsonProcessingException e) {
            LOG.warn("Limits of the softbounce scoring are left out: {}", e.getOriginalMessage());
            return NOTHING;
        }
    }

    private record Values(JsonNode own, JsonNode info, MediaParameters pairs, JsonNode all) {
        int get(String name, int otherwise) {
            int common = all.path(name).asInt(otherwise);
            int value = own.path(name).asInt(info.path(name).asInt(pairs.number(name, common)));
            return value < 0 || value > MOST ? otherwise : value;
        }
    }
}

package org.openemm.backend.xmlback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.account.Actor;
import org.openemm.content.MediaParameters;
import org.openemm.database.Database;
import org.openemm.rendering.Preview;
import org.openemm.rendering.Previews;
import org.openemm.rendering.UnsendableMailing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to Merger.preview: JSON, or a text that says what is wrong. */
public final class PreviewAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(PreviewAnswer.class);

    /**
     * Escapes what is not ASCII: the XML-RPC library writes characters beyond the basic plane as
     * two halves.
     */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final String UNPARSABLE = "Unparsable option";
    private static final String FAILED = "Failed to create preview using";

    private final Database database;
    private final Previews previews;

    public PreviewAnswer(Database database, Previews previews) {
        this.database = database;
        this.previews = previews;
    }

    /**
     * @param parameters {@code mailing-id="17", preview-for="4711"}; preview-for 0 or missing takes
     *     an admin or test recipient of the list
     */
    public String answer(String parameters) {
        MediaParameters options = MediaParameters.parse(parameters);
        Optional<Integer> mailing = number(options.get("mailing-id", ""));
        Optional<Integer> customer = number(options.get("preview-for", "0"));
        if (mailing.isEmpty() || customer.isEmpty()) {
            return UNPARSABLE + " " + echo(parameters);
        }
        try {
            return json(
                    previews.render(
                            Actor.system("preview", company(mailing.get())),
                            mailing.get(),
                            customer.get()));
        } catch (NotFound | UnsendableMailing e) {
            return FAILED + " " + echo(parameters) + ": " + e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("Preview of mailing {}", mailing.get(), e);
            return FAILED + " " + echo(parameters);
        }
    }

    private int company(int mailingId) {
        return database.inTransaction(
                tx ->
                        tx.sql()
                                .createQuery(
                                        """
                                        SELECT company_id FROM mailing_tbl
                                         WHERE mailing_id = :mailing AND deleted = 0
                                        """)
                                .bind("mailing", mailingId)
                                .mapTo(Integer.class)
                                .findOne()
                                .orElseThrow(() -> new NotFound("mailing", mailingId)));
    }

    private static String json(Preview preview) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("subject", preview.subject());
        values.put("from", preview.from());
        values.put("header", preview.header());
        values.put("text", preview.text());
        values.put("html", preview.html());
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was asked, safe to send back. */
    private static String echo(String parameters) {
        return parameters.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}

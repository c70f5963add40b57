package org.openemm.mailing;

import org.openemm.content.MediaParameters;
import org.openemm.content.NamedAddress;

/**
 * The e-mail side of a mailing: mailing_mt_tbl.param of medium 0.
 *
 * @param reply empty address: replies go to the sender
 * @param envelope address for the return path; empty: formed by the backend
 * @param bcc addresses that get a blind copy of each mail, as in {@code AddressList}; empty: none
 * @param charset IANA name, UTF-8 or ISO-8859-15
 * @param linefeed text lines are broken after this many characters; 0: never
 * @param removeDuplicates one mail per address, even when several recipients share it
 * @param skipEmpty recipients for whom the content is empty get no mail
 * @param followUp what a follow-up mailing follows; other mailings take no notice of it
 */
public record EmailSettings(
        String subject,
        String preheader,
        NamedAddress from,
        NamedAddress reply,
        String envelope,
        String bcc,
        MailFormat format,
        String charset,
        OpeningPixel openingPixel,
        int linefeed,
        boolean removeDuplicates,
        boolean skipEmpty,
        FollowUp followUp) {
    /** Addresses for blind copies of one mailing: each of them costs a mail per recipient. */
    public static final int MAX_BCC = 10;

    static final int DEFAULT_LINEFEED = 72;
    static final String DEFAULT_CHARSET = "UTF-8";

    /** Subject and sender, everything else at its default. */
    public static EmailSettings of(String subject, NamedAddress from) {
        return read(MediaParameters.none()).withSubject(subject).withFrom(from).withReply(from);
    }

    static EmailSettings read(MediaParameters stored) {
        return new EmailSettings(
                stored.get("subject", ""),
                stored.get("preHeader", ""),
                NamedAddress.parse(stored.get("from", "")),
                NamedAddress.parse(stored.get("reply", "")),
                stored.get("envelope", ""),
                stored.get("bcc", ""),
                MailFormat.of(stored.number("mailformat", MailFormat.OFFLINE_HTML.code())),
                stored.get("charset", DEFAULT_CHARSET),
                OpeningPixel.of(stored.get("onepixlog", "")),
                stored.number("linefeed", DEFAULT_LINEFEED),
                stored.isTrue("remove_dups"),
                stored.isTrue("skipempty"),
                FollowUp.read(stored));
    }

    /** Writes over the stored parameters; those not known here stay. */
    MediaParameters write(MediaParameters stored) {
        return stored.with("subject", subject)
                .with("preHeader", preheader)
                .with("from", from.format())
                .with("reply", reply.format())
                .with("envelope", envelope)
                .with("bcc", bcc)
                .with("mailformat", Integer.toString(format.code()))
                .with("charset", charset)
                .with("onepixlog", openingPixel.parameter())
                .with("linefeed", Integer.toString(linefeed))
                .with("remove_dups", removeDuplicates ? "true" : "")
                .with("skipempty", skipEmpty ? "true" : "")
                .with("followup_for", followUp.isSet() ? "" + followUp.mailingId() : "")
                .with("followup_method", followUp.isSet() ? followUp.method().parameter() : "");
    }

    public EmailSettings withSubject(String value) {
        return with("subject", value);
    }

    public EmailSettings withPreheader(String value) {
        return with("preHeader", value);
    }

    public EmailSettings withFrom(NamedAddress value) {
        return with("from", value.format());
    }

    public EmailSettings withReply(NamedAddress value) {
        return with("reply", value.format());
    }

    public EmailSettings withBcc(String value) {
        return with("bcc", value);
    }

    public EmailSettings withFormat(MailFormat value) {
        return with("mailformat", Integer.toString(value.code()));
    }

    public EmailSettings withRemoveDuplicates(boolean value) {
        return with("remove_dups", Boolean.toString(value));
    }

    private EmailSettings with(String parameter, String value) {
        return read(write(MediaParameters.none()).with(parameter, value));
    }
}

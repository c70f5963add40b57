package org.openemm.rendering;

import java.util.List;
import org.openemm.rendering.mime.BodyEncoding;
import org.openemm.rendering.mime.Bytes;
import org.openemm.rendering.mime.Sink;

/**
 * Makes the mails of one mailing, one after the other, in buffers that are used again. Not
 * thread-safe.
 */
public final class MailRenderer {
    private static final int FIRST_CAPACITY = 64 * 1024;

    private final CompiledMailing mailing;
    private final UidSlots.Values uids;
    private final Sink[] sinks;
    private final Bytes out = new Bytes(FIRST_CAPACITY);
    private final MailSigner signer;
    private final String envelopeSender;

    MailRenderer(CompiledMailing mailing) {
        this.mailing = mailing;
        uids = mailing.uids().values();
        BodyEncoding[] encodings = mailing.parts().encodings();
        sinks = new Sink[encodings.length];
        for (int i = 0; i < sinks.length; i++) {
            sinks[i] = encodings[i].sink();
        }
        signer = mailing.signer();
        envelopeSender = mailing.envelopeSender();
    }

    /**
     * Makes the mail for a recipient.
     *
     * @return valid until the next call
     */
    public RenderedMail render(RecipientRow row) {
        String address = row.email() == null ? "" : MailAddress.ascii(row.email().strip());
        if (!MailAddress.isUsable(address)) {
            return RenderedMail.skipped(row, "unmatched-media");
        }
        if (row.isBlindCopy()) {
            address = row.copy().address();
        }
        int mailtype = mailing.mailtype(row);
        if (mailing.isEmpty(mailtype, row)) {
            return RenderedMail.skipped(row, "empty-document");
        }
        uids.start(row);
        out.clear();
        sinks[0].begin(out);
        mailing.received().run(row, uids, sinks[0]);
        int signedFrom = out.length();
        List<MailParts.Part> parts = mailing.parts().of(mailtype, row);
        for (int i = 0; i < parts.size(); i++) {
            MailParts.Part part = parts.get(i);
            if (part.isFor(row)) {
                Sink sink = sinks[part.encoding()];
                sink.begin(out);
                part.program().run(row, uids, sink);
                sink.end();
            }
        }
        if (signer != null) {
            out.insert(signedFrom, signer.sign(out.array(), signedFrom, out.length()));
        }
        return RenderedMail.of(
                row,
                envelopeSender,
                address,
                mailtype,
                out.array(),
                out.length(),
                mailing.parts().isDotSafe());
    }
}

package org.openemm.backend.xmlback;

import java.io.IOException;
import java.net.IDN;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.openemm.backend.smtp.Envelope;
import org.openemm.rendering.CompiledMailing;
import org.openemm.rendering.MailRenderer;
import org.openemm.rendering.MailSigner;
import org.openemm.rendering.RecipientRow;
import org.openemm.rendering.RenderEnvironment;
import org.openemm.rendering.RenderedMail;
import org.openemm.rendering.RowFormat;
import org.openemm.rendering.UnsendableMailing;

/** The frozen mailing of a package, compiled. */
public final class CompiledTemplate implements MailTemplate {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** First letters of Message-IDs: not v, which marks blind copies. */
    private static final String LETTERS = "abcdefghijklmnopqrstuwxyz";

    private final CompiledMailing mailing;

    private CompiledTemplate(CompiledMailing mailing) {
        this.mailing = mailing;
    }

    /**
     * @param host full name of this host
     * @param signers puts signatures on the mails
     */
    public static Compiler compiler(Clock clock, String host, MailSigner.Source signers) {
        return json -> {
            try {
                RenderEnvironment environment =
                        new RenderEnvironment(clock, host, clock.instant(), letters(), signers);
                return new CompiledTemplate(
                        CompiledMailing.of(PackageJson.readMailing(json), environment));
            } catch (UnsendableMailing e) {
                throw new IOException(e);
            }
        };
    }

    @Override
    public Maker maker() {
        MailRenderer renderer = mailing.renderer();
        return (customerId, row) -> made(renderer, RowFormat.read(customerId, row));
    }

    @Override
    public String domain(long customerId, byte[] row) throws IOException {
        String email = RowFormat.read(customerId, row).email();
        String domain = email == null ? "" : email.substring(email.lastIndexOf('@') + 1).strip();
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Made made(MailRenderer renderer, RecipientRow row) {
        RenderedMail mail = renderer.render(row);
        if (mail.isSkipped()) {
            return new Made.Nothing(row.mailtype(), mail.skipReason().orElse(""));
        }
        try {
            return new Made.Mail(
                    Envelope.of(mail.envelopeSender(), mail.envelopeRecipient()),
                    mail.toByteArray(),
                    mail.mailtype(),
                    mail.isDotSafe());
        } catch (IllegalArgumentException e) {
            return new Made.Unaddressable(mail.mailtype(), e.getMessage());
        }
    }

    private static String letters() {
        return String.valueOf(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())))
                + LETTERS.charAt(RANDOM.nextInt(LETTERS.length()));
    }
}

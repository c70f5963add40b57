package org.openemm.backend.xmlback;

import java.io.IOException;
import java.net.IDN;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openemm.backend.smtp.Envelope;
import org.openemm.rendering.CompiledMailing;
import org.openemm.rendering.MailCopy;
import org.openemm.rendering.MailRenderer;
import org.openemm.rendering.MailSigner;
import org.openemm.rendering.MailingSnapshot;
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
    private final List<Integer> copyNumbers;
    private final List<Integer> sampleNumbers;
    private final Map<Integer, MailCopy> copies;

    private CompiledTemplate(CompiledMailing mailing) {
        this.mailing = mailing;
        MailingSnapshot.Copies wanted = mailing.snapshot().copies();
        copyNumbers = wanted.ofEach().stream().map(MailCopy::number).toList();
        sampleNumbers = wanted.ofFirst().stream().map(MailCopy::number).toList();
        copies =
                Stream.concat(wanted.ofEach().stream(), wanted.ofFirst().stream())
                        .collect(Collectors.toMap(MailCopy::number, Function.identity()));
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
        return new Maker() {
            @Override
            public Made make(long customerId, byte[] row) throws IOException {
                return made(renderer, RowFormat.read(customerId, row));
            }

            @Override
            public Made copy(long customerId, byte[] row, int number) throws IOException {
                MailCopy copy = copies.get(number);
                if (copy == null) {
                    throw new IOException("No copy " + number);
                }
                return made(renderer, RowFormat.read(customerId, row).withCopy(copy));
            }
        };
    }

    @Override
    public List<Integer> copies() {
        return copyNumbers;
    }

    @Override
    public List<Integer> samples() {
        return sampleNumbers;
    }

    @Override
    public String copyDomain(int number) {
        return domain(copies.get(number).address());
    }

    @Override
    public String domain(long customerId, byte[] row) throws IOException {
        return domain(RowFormat.read(customerId, row).email());
    }

    private static String domain(String email) {
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

package org.openemm.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openemm.InvalidInput;

/**
 * Where a key is found in DNS.
 *
 * @param domain in ASCII and lower case
 */
public record KeyName(String domain, String selector) {
    private static final String LABEL = "[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+" + LABEL);
    private static final Pattern SELECTOR = Pattern.compile("(?i)" + LABEL + "(\\." + LABEL + ")*");
    private static final int LONGEST_DOMAIN = 128;
    private static final int LONGEST_NAME = 253;

    /**
     * Checks what a person typed.
     *
     * @throws InvalidInput fields {@code domain} and {@code selector}
     */
    public static KeyName of(String domain, String selector) {
        String ascii = SenderDomain.ascii(domain);
        String trimmed = selector.strip();
        List<InvalidInput.Problem> problems = new ArrayList<>();
        if (ascii.isEmpty()) {
            problems.add(new InvalidInput.Problem("domain", "dkim.domain.empty"));
        } else if (ascii.contains("@")) {
            problems.add(new InvalidInput.Problem("domain", "dkim.domain.address"));
        } else if (ascii.length() > LONGEST_DOMAIN || !DOMAIN.matcher(ascii).matches()) {
            problems.add(new InvalidInput.Problem("domain", "dkim.domain.invalid"));
        }
        if (trimmed.isEmpty()) {
            problems.add(new InvalidInput.Problem("selector", "dkim.selector.empty"));
        } else if (trimmed.length() > LONGEST_DOMAIN || !SELECTOR.matcher(trimmed).matches()) {
            problems.add(new InvalidInput.Problem("selector", "dkim.selector.invalid"));
        }
        KeyName name = new KeyName(ascii, trimmed);
        if (problems.isEmpty() && name.record().length() > LONGEST_NAME) {
            problems.add(new InvalidInput.Problem("selector", "dkim.selector.long"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return name;
    }

    /** Name of the TXT record, without dot at the end. */
    public String record() {
        return selector + "._domainkey." + domain;
    }
}

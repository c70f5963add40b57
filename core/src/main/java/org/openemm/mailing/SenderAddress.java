package org.openemm.mailing;

import java.util.regex.Pattern;
import org.apache.commons.validator.routines.EmailValidator;

/**
 * Rules for sender and reply addresses: as an address of a recipient, or with AGN tags in it whose
 * result is only known for each recipient.
 */
final class SenderAddress {
    private static final int MAX = 320;
    private static final int SHOWN = 60;
    private static final Pattern TAG =
            Pattern.compile("\\[agn[^\\]]{1,200}\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHAPE =
            Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\]{1,64}@[^\\s@<>,;:\"()\\[\\]\\\\]{1,255}");

    private SenderAddress() {}

    static boolean isPossible(String address) {
        if (address.length() > MAX) {
            return false;
        }
        String sample = TAG.matcher(address).replaceAll("x");
        if (!sample.equals(address)) {
            return sample.equals("x") || SHAPE.matcher(sample).matches();
        }
        return SHAPE.matcher(address).matches() && domainIsPossible(address);
    }

    /** The library knows the shape of domains, but not reserved or new top level domains. */
    private static boolean domainIsPossible(String address) {
        int dot = address.lastIndexOf('.');
        String known = dot > address.indexOf('@') ? address.substring(0, dot) + ".com" : address;
        return EmailValidator.getInstance(true).isValid(known);
    }

    /** Short enough for a message. */
    static String shown(String address) {
        return address.length() <= SHOWN ? address : address.substring(0, SHOWN) + "…";
    }
}

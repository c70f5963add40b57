package org.openemm.uid;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A well-formed UID whose signature nobody has checked yet. Says which company's key to check it
 * with; nothing in it may be believed before {@link #verify} said yes.
 */
public final class UnverifiedUid {
    private final Uid uid;
    private final int version;
    private final byte[] signedPart;
    private final byte[] signature;

    UnverifiedUid(Uid uid, int version, byte[] signedPart, String signature) {
        this.uid = uid;
        this.version = version;
        this.signedPart = signedPart;
        this.signature = signature.getBytes(StandardCharsets.US_ASCII);
    }

    /** The claim; company is 0 in version 3, where the mailing tells the company. */
    public Uid uid() {
        return uid;
    }

    /** 3, 4 or 5; companies state the lowest they accept (company_tbl.uid_version). */
    public int version() {
        return version;
    }

    /** Whether the received bytes were signed with this key. Takes the same time for every key. */
    public boolean verify(String secretKey) {
        return MessageDigest.isEqual(
                Signature.of(signedPart, secretKey).getBytes(StandardCharsets.US_ASCII), signature);
    }
}

package org.openemm.content;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The tags that stand for an address of the product itself: forms, unsubscribe, web view. */
public final class LinkTags {
    /** Stands for the recipient's UID in the stored address of such a link. */
    public static final String UID = "##AGNUID##";

    private LinkTags() {}

    /**
     * Where the addresses lead.
     *
     * @param rdirDomain with protocol, without slash at the end
     * @param companyToken empty when the company has none; then the company id is used
     */
    public record Domain(String rdirDomain, int companyId, String companyToken) {}

    public static boolean isLink(Tag tag) {
        return path(tag).isPresent();
    }

    /**
     * The address a tag stands for, with {@link #UID} in place of the UID; empty for other tags.
     */
    public static Optional<String> url(Tag tag, Domain domain) {
        return path(tag)
                .map(
                        path ->
                                domain.rdirDomain()
                                        + path.replace("%company%", companyParameter(domain))
                                        + UID);
    }

    /** The name under which such a link is registered, e.g. {@code Formular survey}. */
    public static String linkName(Tag tag) {
        KnownTag known = KnownTag.find(tag.name()).orElseThrow();
        return known == KnownTag.FORM ? "Formular " + tag.parameter("name", "") : known.tagName();
    }

    private static Optional<String> path(Tag tag) {
        if (tag.closing()) {
            return Optional.empty();
        }
        return KnownTag.find(tag.name())
                .map(
                        known ->
                                switch (known) {
                                    case FORM -> form(tag.parameter("name", ""));
                                    case PROFILE -> form("profile");
                                    case UNSUBSCRIBE -> form("unsubscribe");
                                    case FULLVIEW, WEBVIEW -> "/fullview.action?agnUID=";
                                    default -> null;
                                });
    }

    private static String form(String name) {
        return "/form.action?%company%&agnFN="
                + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "&agnUID=";
    }

    private static String companyParameter(Domain domain) {
        return domain.companyToken().isEmpty()
                ? "agnCI=" + domain.companyId()
                : "agnCTOKEN=" + URLEncoder.encode(domain.companyToken(), StandardCharsets.UTF_8);
    }
}

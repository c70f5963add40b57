package org.openemm.tracking;

import java.net.IDN;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openemm.tracking.TrackedMailing.Parameter;
import org.openemm.tracking.TrackedMailing.TrackedLink;
import org.openemm.uid.Uid;

/**
 * Builds the address that a click leads to: hash tags replaced, link extensions added, domain in
 * ASCII.
 */
final class LinkTargets {
    private static final Pattern HOST =
            Pattern.compile("^(https?://(?:[^/?#@]*@)?)([^/?#:]+)(.*)$", Pattern.DOTALL);
    private final ProfileReader profiles;

    LinkTargets(ProfileReader profiles) {
        this.profiles = profiles;
    }

    /**
     * The address as it goes into the Location header: no blanks, no control characters, ASCII
     * only.
     */
    String of(TrackedLink link, Uid uid, String uidText) {
        HashTags tags = null;
        String url = link.url();
        if (HashTags.isIn(url)) {
            tags = tags(link, uid, uidText);
            url = tags.replace(url);
        }
        if (!uid.noLinkExtension()) {
            for (Parameter parameter : link.extensions()) {
                String value = parameter.value();
                if (HashTags.isIn(value)) {
                    tags = tags != null ? tags : tags(link, uid, uidText);
                    value = tags.replace(value);
                } else {
                    value = URLEncoder.encode(value, StandardCharsets.UTF_8);
                }
                url =
                        withParameter(
                                url,
                                URLEncoder.encode(parameter.name(), StandardCharsets.UTF_8),
                                value);
            }
        }
        return ascii(url);
    }

    static String withParameter(String url, String name, String value) {
        int hash = url.indexOf('#');
        String base = hash < 0 ? url : url.substring(0, hash);
        String fragment = hash < 0 ? "" : url.substring(hash);
        String separator =
                base.indexOf('?') < 0 ? "?" : base.endsWith("?") || base.endsWith("&") ? "" : "&";
        return base + separator + name + "=" + value + fragment;
    }

    private HashTags tags(TrackedLink link, Uid uid, String uidText) {
        Map<String, Optional<String>> read = new HashMap<>();
        return new HashTags(
                field ->
                        read.computeIfAbsent(
                                field,
                                name -> profiles.value(uid.company(), uid.recipient(), name)),
                Map.of(
                        "AGNUID", uidText,
                        "MAILING_ID", Integer.toString(uid.mailing()),
                        "URL_ID", Integer.toString(link.urlId())),
                Instant.ofEpochSecond(uid.sendEpoch()),
                ZoneOffset.UTC);
    }

    static String ascii(String url) {
        String target = url;
        Matcher matcher = HOST.matcher(url);
        if (matcher.matches()) {
            target = matcher.group(1) + punycode(matcher.group(2)) + matcher.group(3);
        }
        StringBuilder result = new StringBuilder(target.length());
        for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '<' || c == '>' || c == '\\' || c == '^'
                    || c == '`' || c == '{' || c == '|' || c == '}') {
                result.append('%').append(String.format("%02X", c));
            } else {
                result.append((char) c);
            }
        }
        return result.toString();
    }

    private static String punycode(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}

package org.openemm.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openemm.config.Settings;

/**
 * Tokens that stand for name and password of a REST user (JWT, RFC 7519; HS512 only). Signed with
 * the company's {@code RestfulJwtSecret}; without one there are no tokens. Others who know the
 * secret may make them, too.
 */
final class RestTokens {
    private static final String ALGORITHM = "HS512";
    private static final int DEFAULT_MINUTES = 60;

    /** Tokens of ours have some 200 characters. */
    private static final int MAX_LENGTH = 4_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder FROM_TEXT = Base64.getUrlDecoder();

    private final Settings settings;
    private final Clock clock;

    RestTokens(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a token claims: nothing is checked yet.
     *
     * @param passwordVersion the token ends when the password is changed; empty in tokens of others
     */
    record Claims(String text, String signature, String username, String passwordVersion) {}

    /** Empty when the company has no secret or wants no tokens. */
    Optional<RestLogins.Token> issue(User user, String passwordVersion) {
        Optional<String> secret = secret(user.companyId());
        int minutes =
                settings.intValue(user.companyId(), "RestfulJwtValidityMinutes", DEFAULT_MINUTES);
        if (secret.isEmpty() || minutes <= 0) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = now.plus(Duration.ofMinutes(minutes));
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", ALGORITHM).put("typ", "JWT");
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("username", user.username())
                .put("iat", now.getEpochSecond())
                .put("exp", end.getEpochSecond())
                .put("pwv", passwordVersion);
        String text =
                TO_TEXT.encodeToString(header.toString().getBytes(UTF_8))
                        + "."
                        + TO_TEXT.encodeToString(claims.toString().getBytes(UTF_8));
        return Optional.of(
                new RestLogins.Token(
                        text + "." + TO_TEXT.encodeToString(sign(text, secret.get())), end));
    }

    /** Whom the token names; empty when it is no token, of another kind, or past. */
    Optional<Claims> read(String token) {
        String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode header = JSON.readTree(FROM_TEXT.decode(parts[0]));
            JsonNode claims = JSON.readTree(FROM_TEXT.decode(parts[1]));
            boolean holds =
                    ALGORITHM.equals(header.path("alg").asText())
                            && claims.path("iat").canConvertToLong()
                            && claims.path("exp").canConvertToLong()
                            && claims.path("exp").asLong() > clock.instant().getEpochSecond();
            return holds && claims.path("username").isTextual()
                    ? Optional.of(
                            new Claims(
                                    parts[0] + "." + parts[1],
                                    parts[2],
                                    claims.path("username").asText(),
                                    claims.path("pwv").asText("")))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether somebody made the token who knows the secret of the company. */
    boolean isGenuine(Claims claims, int companyId) {
        Optional<String> secret = secret(companyId);
        if (secret.isEmpty()) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    sign(claims.text(), secret.get()), FROM_TEXT.decode(claims.signature()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> secret(int companyId) {
        return settings.find(companyId, "RestfulJwtSecret").filter(text -> !text.isBlank());
    }

    private static byte[] sign(String text, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA512"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA512", e);
        }
    }
}

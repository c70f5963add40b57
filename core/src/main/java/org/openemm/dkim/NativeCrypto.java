package org.openemm.dkim;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signatures by AWS-LC (Amazon Corretto Crypto Provider), four times as fast as Java's own RSA and
 * far more than that for Ed25519. It is there on x86-64 Linux; elsewhere, or where its library does
 * not load, Java's own do the same more slowly.
 */
public final class NativeCrypto {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCrypto.class);
    private static final Optional<Provider> PROVIDER = load();

    private NativeCrypto() {}

    /** What signs here, for messages. */
    public static String name() {
        return PROVIDER.map(Provider::getName).orElse("JDK");
    }

    /**
     * A signature ready for {@link Signature#update}; for one thread, used again and again.
     *
     * @throws GeneralSecurityException when the key is of no use
     */
    public static Signature signature(PrivateDkimKey key) throws GeneralSecurityException {
        if (PROVIDER.isPresent()) {
            try {
                return begun(
                        Signature.getInstance(key.type().jcaName(), PROVIDER.get()),
                        key.type() == KeyType.RSA ? own(key, PROVIDER.get()) : key.key());
            } catch (GeneralSecurityException e) {
                LOG.debug("{} does not sign with {}: {}", name(), key, e.getMessage());
            }
        }
        return begun(Signature.getInstance(key.type().jcaName()), key.key());
    }

    private static Signature begun(Signature signature, PrivateKey key)
            throws GeneralSecurityException {
        signature.initSign(key);
        return signature;
    }

    /** In the form of the provider, which is then not converted for each signature. */
    private static PrivateKey own(PrivateDkimKey key, Provider provider)
            throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA", provider)
                .generatePrivate(new PKCS8EncodedKeySpec(key.encoded()));
    }

    private static Optional<Provider> load() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable error = provider.getLoadingError();
            if (error == null) {
                provider.assertHealthy();
                return Optional.of(provider);
            }
            LOG.info("DKIM signatures by Java itself, slower than native: {}", error.toString());
        } catch (LinkageError | RuntimeException e) {
            LOG.info("DKIM signatures by Java itself, slower than native: {}", e.toString());
        }
        return Optional.empty();
    }
}

package org.openemm.control.dkim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.openemm.InvalidInput;
import org.openemm.control.AdminDatabase;
import org.openemm.dkim.DkimKeys;
import org.openemm.dkim.DnsRecord;
import org.openemm.dkim.KeyName;
import org.openemm.dkim.KeyType;
import org.openemm.dkim.PrivateDkimKey;

/**
 * {@code dkim-creat DOMAIN SELECTOR BITS}: private and public key, a script that saves the private
 * one in the database, and the record for DNS.
 */
public final class DkimCreate {
    private static final String USAGE =
            """
            usage: dkim-creat DOMAIN SELECTOR BITS
              makes a DKIM key in the working directory, e.g.: dkim-creat sample.com openemm 2048
              BITS   1024 to 4096, 2048 recommended; or ed25519
            """;

    private final Path folder;

    /**
     * @param folder where the files go
     */
    public DkimCreate(Path folder) {
        this.folder = folder;
    }

    /**
     * @return exit code
     */
    public int run(List<String> parameters) throws IOException {
        if (parameters.size() != 3 || parameters.get(0).startsWith("-")) {
            System.err.print(USAGE);
            return 1;
        }
        KeyName name;
        try {
            name = KeyName.of(parameters.get(0), parameters.get(1));
        } catch (InvalidInput e) {
            System.err.println(AdminDatabase.text(e));
            return 1;
        }
        String bits = parameters.get(2);
        if (!isBits(bits)) {
            System.err.println(
                    "BITS must be a number from %d to %d that 8 divides, or ed25519, not \"%s\""
                            .formatted(DkimKeys.LEAST_BITS, DkimKeys.MOST_BITS, bits));
            return 1;
        }
        String base = name.selector() + "@" + name.domain();
        String privateName = base + ".priv";
        String publicName = base + ".pub";
        String scriptName = "install-" + base + ".sh";
        for (String file : List.of(privateName, publicName, scriptName)) {
            if (Files.exists(folder.resolve(file))) {
                System.err.println(
                        file + " already exists; take another selector, or move the file away.");
                return 1;
            }
        }
        System.out.printf(
                "Creating private/public key pair %s/%s for %s (selector %s) with %s%n",
                privateName, publicName, name.domain(), name.selector(), strength(bits));
        PrivateDkimKey key =
                KeyFiles.create(folder.resolve(privateName), folder.resolve(publicName), bits);
        System.out.println("Installation sample for your DNS:");
        System.out.println(DnsRecord.of(name, key.type(), key.publicText()).line());
        System.out.print("Creating " + scriptName + " ..");
        KeyFiles.write(folder.resolve(scriptName), script(name, privateName), "rwx------");
        System.out.println(" add done.");
        return 0;
    }

    static boolean isBits(String text) {
        if (text.equalsIgnoreCase(KeyType.ED25519.tag())) {
            return true;
        }
        if (!text.matches("[0-9]{1,5}")) {
            return false;
        }
        int bits = Integer.parseInt(text);
        return bits >= DkimKeys.LEAST_BITS && bits <= DkimKeys.MOST_BITS && bits % 8 == 0;
    }

    private static String strength(String bits) {
        return bits.equalsIgnoreCase(KeyType.ED25519.tag()) ? "Ed25519" : bits + " bit";
    }

    /** Names of domains and selectors hold nothing that a shell would read as something else. */
    private static String script(KeyName name, String privateName) {
        String bin =
                Objects.requireNonNullElse(System.getenv("OPENEMM_BIN"), "/home/openemm/bin")
                        .replace("'", "'\\''");
        return """
        #!/bin/sh
        # Saves the private DKIM key for %1$s (selector %2$s) in the database of OpenEMM, once its record is in DNS.
        cd "$(dirname "$0")" || exit 1
        PATH="$PATH":'%3$s'
        exec dkim-mgr -v -c 1 "$@" %1$s %2$s %4$s
        """
                .formatted(name.domain(), name.selector(), bin, privateName);
    }
}

package org.openemm.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.openemm.config.Home;

/** The directories of an installation, and the files that lie in them from the start. */
final class HomeLayout {
    private static final List<String> DIRECTORIES =
            List.of(
                    "bin",
                    "conf",
                    "etc",
                    "lib",
                    "log",
                    "logs/access",
                    "logs/webapps",
                    "opt",
                    "var/fsdb",
                    "var/lib",
                    "var/lock",
                    "var/log",
                    "var/run",
                    "var/tmp",
                    "var/spool/ADMIN",
                    "var/spool/ARCHIVE",
                    "var/spool/DELETED",
                    "var/spool/DIRECT",
                    "var/spool/META",
                    "var/spool/OUTDATED",
                    "var/spool/RECOVER",
                    "var/spool/filter",
                    "var/spool/mail/incoming/cur",
                    "var/spool/mail/incoming/new",
                    "var/spool/mail/incoming/tmp",
                    "var/spool/mail/quarantine",
                    "var/spool/mail/store",
                    "var/spool/mail/workspace",
                    "var/spool/mailbox",
                    "var/spool/tracking",
                    "webapps");

    private final Setup setup;

    HomeLayout(Setup setup) {
        this.setup = setup;
    }

    /**
     * Makes what is missing; leaves what the administrator changed. From a checkout the scripts and
     * templates are brought up to date.
     *
     * @throws ControlFailure when the home directory cannot be written by this user
     */
    void create() throws IOException, ControlFailure {
        Home home = setup.home();
        refuseHomeOfAnotherUser(home.root());
        try {
            for (String directory : DIRECTORIES) {
                Files.createDirectories(home.resolve(directory));
            }
            Files.createDirectories(home.keys());
            Files.setPosixFilePermissions(
                    home.keys(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new ControlFailure(
                    "The home directory %s cannot be written by user %s: %s"
                            .formatted(home.root(), System.getProperty("user.name"), e),
                    e);
        }
        if (setup.checkout().isPresent()) {
            Path source = setup.checkout().get();
            copyTree(source.resolve("bin"), home.resolve("bin"));
            copyTree(source.resolve("conf"), home.conf());
        }
        copyOnce(home.conf().resolve("server.xml.template"), home.conf().resolve("server.xml"));
        ShippedFile.bring(
                home.conf().resolve("bav.rule"),
                home.resolve("lib/bav.rule"),
                home.resolve("var/lib/bav.rule.shipped"));
        writeBavRc(home);
        Keys.create(home);
    }

    /** Where procmail leaves what comes in; an administrator's own file stays. */
    private static void writeBavRc(Home home) throws IOException {
        Path template = home.conf().resolve("bav.rc");
        Path file = home.lib().resolve("bav.rc");
        if (Files.exists(template) && !Files.exists(file)) {
            Files.writeString(
                    file, Files.readString(template).replace("@HOME@", home.root().toString()));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Root may write everywhere; the files would then be closed to the user whose home it is. */
    static void refuseHomeOfAnotherUser(Path root) throws IOException, ControlFailure {
        String user = System.getProperty("user.name");
        if (!user.equals("root") || !Files.exists(root)) {
            return;
        }
        String owner = Files.getOwner(root).getName();
        if (!owner.equals("root")) {
            throw new ControlFailure(
                    "The home directory %s belongs to user %s; start OpenEMM as that user"
                            .formatted(root, owner));
        }
    }

    /** Writes a file that only its owner may read; replaces it in one step. */
    static void writeSecret(Path file, String text) throws IOException {
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        "." + file.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, text, StandardCharsets.UTF_8);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copyOnce(Path from, Path to) throws IOException {
        if (Files.exists(from) && !Files.exists(to)) {
            Files.copy(from, to);
        }
    }

    /** Copies files that are new or different; deletes nothing. */
    static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.exists(target) && Files.mismatch(file, target) < 0) {
                    continue;
                }
                Files.createDirectories(target.getParent());
                // A running shell script must keep its old text: replace, never overwrite.
                Path draft = target.resolveSibling("." + target.getFileName() + ".new");
                Files.copy(
                        file,
                        draft,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}

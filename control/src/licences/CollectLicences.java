import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Build step: checks the licence of everything that is shipped and gathers the texts. Run by Maven as a source file.
 *
 * <p>Java libraries come from the lists that license-maven-plugin writes in each module, npm packages from
 * package-lock.json. Of several licences one must be allowed. Arguments: root of the checkout, folder to write.
 */
public final class CollectLicences {
    /** Licences under which a library may be part of what we ship, unchanged, beside our Apache-2.0 code. */
    private static final List<Pattern> ALLOWED =
            patterns(
                    "apache( software)?( license)?,?[ -](version )?2(\\.0)?.*|the apache( software)? license,? version 2\\.0",
                    "(the )?mit( license)?|mit-0|0bsd|isc( license)?|unlicense|public domain|cc0-1\\.0|blueoak-1\\.0\\.0",
                    "(modified |new |the )?bsd.*|ofl-1\\.1|bouncy castle licence|jquery license|w3c license|go license",
                    "(eclipse public license|epl)[ -]*(- )?v?\\.? ?[12]\\.0|(eclipse distribution license|edl)[ -]*(- )?v?\\.? ?1\\.0",
                    "common public license version 1\\.0|mpl[ -][12]\\.[01]|cddl.*",
                    "lgpl[ -]2\\.1(-or-later)?|gnu (lesser|library) general public license( v2\\.1 or later)?",
                    "gpl2 w/ cpe|gpl-2\\.0-with-classpath-exception|.*gpl.*version 2.*with classpath exception");

    /** Licences that Maven does not know, read by a person in the library itself. */
    private static final Map<String, String> KNOWN = Map.of();

    private static final Pattern TEXT =
            Pattern.compile("(?:META-INF/)?((?:LICEN[SC]E|NOTICE|COPYING|COPYRIGHT|ABOUT)[^/]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCK_ENTRY =
            Pattern.compile("\"node_modules/([^\"]+)\": \\{(.*?)\\n    \\}", Pattern.DOTALL);

    private final Path root;
    private final Path target;
    private final List<String> index = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private CollectLicences(Path root, Path target) {
        this.root = root;
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        CollectLicences collector = new CollectLicences(Path.of(arguments[0]).toAbsolutePath().normalize(), Path.of(arguments[1]));
        collector.run();
        if (!collector.refused.isEmpty()) {
            System.err.println("Libraries whose licence forbids our use or is not known:");
            collector.refused.forEach(line -> System.err.println("  " + line));
            System.exit(1);
        }
    }

    private void run() throws IOException {
        delete(target);
        Files.createDirectories(target);
        javaLibraries();
        npmPackages();
        index.sort(String.CASE_INSENSITIVE_ORDER);
        index.add(0, "Open source software in OpenEMM: name, version, licence, folder with the texts");
        Files.write(target.resolve("index.txt"), index);
        Files.copy(root.resolve("LICENSE"), target.resolve("OpenEMM.txt"));
    }

    private void javaLibraries() throws IOException {
        Map<String, String> libraries = new TreeMap<>();
        for (Path list : find("target/licences/libraries.txt")) {
            for (String line : Files.readAllLines(list)) {
                int bar = line.indexOf('|');
                if (bar > 0 && !line.startsWith("org.openemm:")) {
                    libraries.put(line.substring(0, bar), line.substring(bar + 1));
                }
            }
        }
        Map<String, Path> jars = jars();
        for (Map.Entry<String, String> library : libraries.entrySet()) {
            String[] name = library.getKey().split(":");
            String licences = KNOWN.getOrDefault(name[0] + ":" + name[1], library.getValue());
            Path jar = jars.get(name[1] + "-" + name[2] + ".jar");
            List<String> texts = jar == null ? List.of() : texts(jar, target.resolve(name[1] + "-" + name[2]));
            add(name[0] + ":" + name[1], name[2], licences, name[1] + "-" + name[2], texts);
        }
    }

    private void npmPackages() throws IOException {
        for (Path lock : find("src/main/*/package-lock.json")) {
            Path modules = lock.resolveSibling("node_modules");
            Matcher entry = LOCK_ENTRY.matcher(Files.readString(lock));
            while (entry.find()) {
                String body = entry.group(2);
                if (!body.contains("\"dev\": true")) {
                    npmPackage(entry.group(1), body, modules);
                }
            }
        }
    }

    private void npmPackage(String path, String lockEntry, Path modules) throws IOException {
        String name = path.substring(path.lastIndexOf("node_modules/") < 0 ? 0 : path.lastIndexOf("node_modules/") + 13);
        String version = value(lockEntry, "version");
        String folder = "npm-" + name.replace('/', '-') + "-" + version;
        Path source = modules.resolve(path);
        List<String> texts = new ArrayList<>();
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.list(source)) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
                    if (TEXT.matcher(file.getFileName().toString()).matches()) {
                        Files.createDirectories(target.resolve(folder));
                        Files.copy(file, target.resolve(folder).resolve(file.getFileName().toString()));
                        texts.add(file.getFileName().toString());
                    }
                }
            }
        }
        add("npm:" + name, version, value(lockEntry, "license").replaceAll("[()]", "").replace(" OR ", "|"), folder, texts);
    }

    private void add(String name, String version, String licences, String folder, List<String> texts) throws IOException {
        boolean allowed = false;
        TreeSet<String> shown = new TreeSet<>();
        for (String licence : licences.split("\\|")) {
            shown.add(licence.trim());
            allowed |= ALLOWED.stream().anyMatch(pattern -> pattern.matcher(licence.trim()).matches());
        }
        if (!allowed) {
            refused.add(name + " " + version + ": " + licences);
        }
        if (texts.isEmpty()) {
            standardText(String.join(" ", shown), folder);
        }
        index.add("%s %s: %s (%s)".formatted(name, version, String.join(" or ", shown), folder));
    }

    /** Libraries that bring no text get the standard one where the licence has one, else its name. */
    private void standardText(String licences, String folder) throws IOException {
        Files.createDirectories(target.resolve(folder));
        Map<String, String> standard = new LinkedHashMap<>();
        standard.put("apache", "Apache-2.0.txt");
        standard.put("lgpl", "LGPL-2.1.txt");
        standard.put("library general", "LGPL-2.1.txt");
        for (Map.Entry<String, String> text : standard.entrySet()) {
            if (licences.toLowerCase().contains(text.getKey())) {
                Files.copy(root.resolve("control/src/licences/texts").resolve(text.getValue()), target.resolve(folder).resolve(text.getValue()));
                return;
            }
        }
        Files.writeString(target.resolve(folder).resolve("LICENCE.txt"), "Licence as declared by the project: " + licences + "\n");
    }

    private Map<String, Path> jars() throws IOException {
        Map<String, Path> jars = new TreeMap<>();
        for (String pattern : List.of("target/lib/*.jar", "target/*/WEB-INF/lib/*.jar")) {
            for (Path jar : find(pattern)) {
                jars.put(jar.getFileName().toString(), jar);
            }
        }
        return jars;
    }

    private static List<String> texts(Path jar, Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
                Matcher matcher = TEXT.matcher(entry.getName());
                if (entry.isDirectory() || !matcher.matches() || entry.getName().endsWith(".class") || texts.contains(matcher.group(1))) {
                    continue;
                }
                Files.createDirectories(folder);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(matcher.group(1)));
                }
                texts.add(matcher.group(1));
            }
        }
        return texts;
    }

    /** Files of all modules that match; nothing but modules is looked into. */
    private List<Path> find(String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        int depth = glob.split("/").length;
        try (Stream<Path> folders = Files.list(root)) {
            for (Path module : (Iterable<Path>) folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))).sorted()::iterator) {
                PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + module + "/" + glob);
                try (Stream<Path> files = Files.find(module, depth, (path, attributes) -> matcher.matches(path))) {
                    files.sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private static String value(String json, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": \"([^\"]*)\"").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static List<Pattern> patterns(String... expressions) {
        return Stream.of(expressions).map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE)).toList();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                    Files.delete(file);
                }
            }
        }
    }
}

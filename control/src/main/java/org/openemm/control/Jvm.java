package org.openemm.control;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openemm.config.Home;

/** How the Java processes of an installation are called. */
final class Jvm {
    private Jvm() {}

    /** The Java that runs this program runs the services, too. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A heap that starts small and gives back what it does not need; the default would begin with a
     * 64th of the machine.
     *
     * @param heap as after -Xmx
     */
    static List<String> memory(String heap) {
        return List.of(
                "-Xmx" + heap,
                "-Xms32m",
                "-XX:MinHeapFreeRatio=20",
                "-XX:MaxHeapFreeRatio=40",
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:+ExitOnOutOfMemoryError");
    }

    static List<String> common(Home home) {
        return List.of(
                "-Dopenemm.home=" + home.root(),
                "-Djava.io.tmpdir=" + home.resolve("var/tmp"),
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=" + home.conf().resolve("logback.xml"));
    }

    static Map<String, String> environment(Setup setup) {
        return Map.of("OPENEMM_HOME", setup.home().root().toString());
    }
}

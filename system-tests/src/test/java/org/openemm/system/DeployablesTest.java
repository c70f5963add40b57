package org.openemm.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is started on its own never knows the code of another such part: they meet in the database
 * and over the wire.
 */
class DeployablesTest {
    /** Folder of each part and its packages. */
    private static final Map<String, List<String>> PACKAGES =
            Map.of(
                    "emm-webapp", List.of("org.openemm.web..", "org.openemm.redirect.."),
                    "webservices-webapp", List.of("org.openemm.soap.."),
                    "statistics-webapp", List.of("org.openemm.reports.."),
                    "backend", List.of("org.openemm.backend.."),
                    "control", List.of("org.openemm.control.."));

    static Stream<String> parts() {
        return PACKAGES.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartThatIsStartedOnItsOwnDoesNotKnowTheCodeOfAnother(String part) {
        Path classes = Path.of("..", part, "target", "classes");
        assumeTrue(Files.isDirectory(classes), "not built: " + part);
        JavaClasses own = new ClassFileImporter().importPath(classes);
        String[] others =
                PACKAGES.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(part))
                        .flatMap(entry -> entry.getValue().stream())
                        .toArray(String[]::new);

        noClasses().should().dependOnClassesThat().resideInAnyPackage(others).check(own);
    }
}

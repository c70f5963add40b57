package org.openemm;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/**
 * The rules of the house, for the domain. Read this first: it says which package may know which.
 */
@AnalyzeClasses(locations = ArchitectureTest.ClassesOfTheDomain.class)
class ArchitectureTest {
    private static final String ROOT = "org.openemm";

    /** Compiled classes of this module, without tests and without other modules. */
    static final class ClassesOfTheDomain implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(Path.of("target/classes")));
        }
    }

    /** What every feature stands on; these know each other freely, but not in circles. */
    private static final Set<String> GROUND =
            Set.of(
                    "database",
                    "config",
                    "i18n",
                    "account",
                    "company",
                    "address",
                    "uid",
                    "notification",
                    "job");

    /**
     * Each feature and the features it may use directly or through others: what stands on the right
     * of it. A new package gets its place here.
     */
    private static final Map<String, Set<String>> USES =
            Map.ofEntries(
                    Map.entry("mailbox", Set.of()),
                    Map.entry("route", Set.of()),
                    Map.entry("remote", Set.of()),
                    Map.entry("profilefield", Set.of()),
                    Map.entry("blocklist", Set.of("profilefield")),
                    Map.entry("recipient", Set.of("blocklist")),
                    Map.entry("tabular", Set.of()),
                    Map.entry("exporting", Set.of("target", "tabular", "recipientreport")),
                    Map.entry("mailinglist", Set.of("recipient")),
                    Map.entry("recipientreport", Set.of()),
                    Map.entry("importing", Set.of("mailinglist", "recipientreport", "tabular")),
                    Map.entry("contact", Set.of("mailinglist")),
                    Map.entry("eql", Set.of()),
                    Map.entry("target", Set.of("eql", "mailinglist")),
                    Map.entry("insight", Set.of("target")),
                    Map.entry("privacy", Set.of("recipient")),
                    Map.entry("bulk", Set.of("target", "privacy")),
                    Map.entry("content", Set.of("target")),
                    Map.entry("mailing", Set.of("content")),
                    Map.entry("dkim", Set.of("content")),
                    Map.entry("rendering", Set.of("mailing", "dkim")),
                    Map.entry("delivery", Set.of("rendering", "route")),
                    Map.entry("tracking", Set.of("delivery")),
                    Map.entry("bounce", Set.of("tracking")),
                    Map.entry("mailloop", Set.of("bounce")),
                    Map.entry("subscription", Set.of("mailloop")),
                    Map.entry("response", Set.of("bounce")),
                    Map.entry("bouncecheck", Set.of("mailloop", "response")),
                    Map.entry("statistics", Set.of("bounce")),
                    Map.entry("planning", Set.of("delivery")),
                    Map.entry("dashboard", Set.of("statistics", "planning", "importing")));

    @ArchTest
    static final ArchRule aFeatureKnowsOnlyTheFeaturesBelowIt =
            classes()
                    .that()
                    .resideInAPackage(ROOT + ".*..")
                    .should(dependOnlyOnWhatIsBelow())
                    .because("a change of a feature must not reach the features it stands on");

    @ArchTest
    static final ArchRule packagesKnowEachOtherInOneDirection =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheCompositionKnowsEverything =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + ".*..")
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Core.class)
                    .because("parts get what they need by their constructor");

    @ArchTest
    static final ArchRule theDomainKnowsNoProtocolOfTheOutside =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "jakarta.servlet..",
                            "jakarta.ws.rs..",
                            "org.glassfish.jersey..",
                            "jakarta.xml.ws..",
                            "jakarta.xml.soap..",
                            "org.apache.wss4j..",
                            "org.apache.xmlrpc..",
                            "org.subethamail..",
                            "org.apache.catalina..",
                            "gg.jte..",
                            "javax.swing..",
                            "javax.naming..");

    @ArchTest
    static final ArchRule timeIsJavaTime =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.util\\.(Gregorian)?Calendar"
                                    + "|java\\.text\\.(Simple)?DateFormat"
                                    + "|java\\.sql\\.(Date|Time)")
                    .orShould()
                    .callConstructor(Date.class)
                    .orShould()
                    .callConstructor(Date.class, long.class)
                    .because("only libraries may ask for a Date, made from an Instant on the spot");

    @ArchTest
    static final ArchRule theTimeComesFromAClock =
            noClasses()
                    .should()
                    .callMethodWhere(asksForTheTimeWithoutAClock())
                    .because("time that comes from a Clock can be set in a test");

    @ArchTest static final ArchRule nothingPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest static final ArchRule logsGoThroughSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule classesAreNamedAfterWhatTheyHold =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Impl")
                    .orShould()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager");

    /** Everybody else takes the condition of a group, or of a rule, from package target. */
    @ArchTest
    static final ArchRule oneCompilerOfRules =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "org.openemm.eql..", "org.openemm.target..", "org.openemm.insight..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("org.openemm.eql.Eql");

    private static ArchCondition<JavaClass> dependOnlyOnWhatIsBelow() {
        return new ArchCondition<>("know only the features below") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String own = feature(item);
                if (!GROUND.contains(own) && !USES.containsKey(own)) {
                    events.add(
                            violated(
                                    item,
                                    own + " has no place in the house: see ArchitectureTest"));
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String other = feature(dependency.getTargetClass());
                    if (!other.isEmpty() && !other.equals(own) && !mayUse(own, other)) {
                        events.add(violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean mayUse(String feature, String other) {
        if (GROUND.contains(other)) {
            return true;
        }
        Set<String> below = USES.getOrDefault(feature, Set.of());
        return below.contains(other) || below.stream().anyMatch(next -> mayUse(next, other));
    }

    /** First part of the package below the root; empty for the root and foreign classes. */
    private static String feature(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static DescribedPredicate<JavaMethodCall> asksForTheTimeWithoutAClock() {
        return new DescribedPredicate<>("ask for the time without a clock") {
            @Override
            public boolean test(JavaMethodCall call) {
                String owner = call.getTargetOwner().getName();
                boolean now =
                        owner.startsWith("java.time.")
                                && call.getName().equals("now")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Clock.class));
                boolean millis =
                        owner.equals("java.lang.System")
                                && call.getName().equals("currentTimeMillis");
                return now || millis;
            }
        };
    }
}

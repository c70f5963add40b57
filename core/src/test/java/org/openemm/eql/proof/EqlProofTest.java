package org.openemm.eql.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openemm.eql.Eql;
import org.openemm.eql.EqlRule;
import org.openemm.eql.TestContext;
import org.openemm.eql.World;
import org.openemm.eql.rules.RuleGroup;
import org.openemm.eql.rules.VisualRules;

/** The database selects whom the description of the language selects. */
class EqlProofTest {
    /** Specified rules that select somebody or nobody, as opposed to those that are refused. */
    private static final int SPECIFIED = 400;

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> specified() {
        return Stream.of("rules.tsv", "cases.tsv")
                .flatMap(file -> World.rows(file).stream())
                .filter(row -> !row.get(1).startsWith("!"))
                .map(row -> Arguments.of(row.get(0), row.get(1)));
    }

    @Test
    void thereAreManySpecifiedRules() {
        assertTrue(specified().count() >= SPECIFIED);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("specified")
    void aSpecifiedRuleMeansTheSameToTheDatabaseAndToTheDescription(String text, String expected)
            throws Exception {
        EqlRule rule = Eql.read(text, TestContext.TRACKING);

        assertEquals(numbers(expected), Everybody.PEOPLE.evaluator.select(rule.condition()));
        assertEquals(numbers(expected), World.shared().select(Eql.translate(rule).sql()));
    }

    private static List<Integer> numbers(String text) {
        if (text.equals("all")) {
            return IntStream.rangeClosed(1, 30).boxed().toList();
        }
        List<Integer> numbers = new ArrayList<>();
        if (!text.equals("none")) {
            for (String part : text.split(",")) {
                String[] ends = part.split("-");
                IntStream.rangeClosed(
                                Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }

    private enum Everybody {
        PEOPLE;

        private final Evaluator evaluator = new Evaluator(Facts.ofTheWorld());
    }

    /** Rules and people by chance. */
    static class ByChance {
        private static final int PEOPLE = 200;

        private static World world;
        private static Evaluator evaluator;
        private static long seed;

        @BeforeContainer
        static void open() {
            seed = System.nanoTime();
            world = new World();
            Facts facts = Facts.ofTheWorld();
            Crowd.add(world, facts, PEOPLE, seed);
            evaluator = new Evaluator(facts);
        }

        @AfterContainer
        static void close() {
            world.close();
        }

        @Property(tries = 250, shrinking = ShrinkingMode.OFF)
        void anyRuleMeansTheSameToTheDatabaseAndToTheDescription(@ForAll long chance)
                throws Exception {
            String text = new RandomRules(new Random(chance)).rule();
            EqlRule rule = Eql.read(text, TestContext.TRACKING);

            assertEquals(
                    evaluator.select(rule.condition()),
                    world.select(Eql.translate(rule).sql()),
                    () -> text + "\nrule " + chance + ", people " + seed);
        }

        @Property(tries = 300, shrinking = ShrinkingMode.OFF)
        void whatTheBuilderShowsIsWhatTheTextSays(@ForAll long chance) throws Exception {
            String text = new RandomRules(new Random(chance)).rule();
            EqlRule rule = Eql.read(text, TestContext.TRACKING);
            Optional<RuleGroup> shown = VisualRules.toRules(rule).rules();
            if (shown.isEmpty()) {
                return;
            }
            String json = VisualRules.toJson(shown.get());
            String back = VisualRules.toText(json, TestContext.TRACKING).text();
            EqlRule again = Eql.read(back, TestContext.TRACKING);

            assertEquals(
                    evaluator.select(rule.condition()),
                    evaluator.select(again.condition()),
                    () -> text + "\n" + back);
            assertEquals(
                    JSON.readTree(json),
                    JSON.readTree(
                            VisualRules.toJson(VisualRules.toRules(again).rules().orElseThrow())),
                    () -> text + "\n" + back);
        }
    }
}

package org.openemm.backend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** Skips tests where Postfix, or what it needs, is missing; the reason is printed. */
final class PostfixNeeded {
    private PostfixNeeded() {}

    /**
     * @param obstacle why it cannot be started; empty: it can
     */
    static void by(Class<?> test, Optional<String> obstacle) {
        obstacle.ifPresent(why -> System.out.println(test.getSimpleName() + " is skipped: " + why));
        assumeTrue(obstacle.isEmpty(), () -> "skipped: " + obstacle.orElse(""));
    }
}

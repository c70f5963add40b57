package org.openemm.control.demo;

import java.io.IOException;
import java.io.PrintStream;

/** Prints a line for each step: what, with which result, how long. */
final class Steps {
    private static final double NANOS = 1e9;
    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** A step and what it says of its result. */
    @FunctionalInterface
    interface Step {
        String run() throws IOException;
    }

    void run(String name, Step step) throws IOException {
        out.printf("  %-42s", name + " ...");
        out.flush();
        long start = System.nanoTime();
        try {
            String result = step.run();
            out.printf(" %s (%.1f s)%n", result, (System.nanoTime() - start) / NANOS);
        } catch (IOException | RuntimeException e) {
            out.println(" failed");
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }
}

package org.openemm.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;

/** Finds a benchmark by name and prints its result as one line of JSON. */
public final class Benchmarks {
    private Benchmarks() {}

    /**
     * @param arguments the name: {@code send} runs {@code SendBenchmark}, {@code cold-start} runs
     *     {@code ColdStartBenchmark}
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1 || !arguments[0].matches("[a-z][a-z0-9-]*")) {
            System.err.println("usage: benchmarks/run NAME");
            System.exit(2);
        }
        Class<?> type = find(arguments[0]);
        if (type == null) {
            System.err.println("There is no benchmark " + arguments[0]);
            System.exit(2);
        }
        Benchmark benchmark = (Benchmark) type.getConstructor().newInstance();
        String line = new ObjectMapper().writeValueAsString(benchmark.run());
        System.out.flush();
        System.out.println(line);
        System.exit(0);
    }

    private static Class<?> find(String name) {
        StringBuilder type = new StringBuilder(Benchmarks.class.getPackageName()).append('.');
        for (String word : name.split("-")) {
            if (!word.isEmpty()) {
                type.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(word, 1, word.length());
            }
        }
        try {
            return Class.forName(type + "Benchmark");
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}

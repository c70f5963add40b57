package org.openemm.control.dkim;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/**
 * The parameters of dkim-mgr.
 *
 * @param company empty: not given
 * @param create whether {@code -n} was given
 * @param print whether {@code -D} was given
 * @param words everything that is no option
 */
record MgrOptions(
        boolean help,
        boolean verbose,
        OptionalInt company,
        boolean create,
        boolean print,
        boolean validateOnly,
        boolean skip,
        boolean tcp,
        String server,
        List<String> words) {

    static final String USAGE =
            """
            usage: dkim-mgr [-v] [-c COMPANY]
                     lists the keys; -v adds the public key
                   dkim-mgr [-v] [-c COMPANY] [-V | -S] [--dns-tcp] [--dns-server HOST[:PORT]]
                            DOMAIN SELECTOR KEYFILE [START [END]]
                     compares the private key in KEYFILE with its record in DNS and saves it in the database;
                     a key of the same domain and selector is replaced. START and END are the first and the last
                     day on which it signs, as 2026-12-31; START may be - for no limit
                   dkim-mgr -n PRIVATE PUBLIC [BITS]
                     makes a key in two files; BITS is 2048 if not given, or ed25519
                   dkim-mgr -D PUBLIC
                     prints the public key as DNS needs it
              -c COMPANY     number of the company, 1 if not given; 0: key of the installation
              -V             compares only and saves nothing
              -S             saves without asking DNS
              --dns-tcp      asks DNS by TCP
              --dns-server   asks this name server
            """;

    /** Parameters that make no command; the message says which. */
    static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }

    static MgrOptions parse(List<String> parameters) throws Wrong {
        boolean[] flags = new boolean[128];
        OptionalInt company = OptionalInt.empty();
        boolean tcp = false;
        String server = "";
        List<String> words = new ArrayList<>();
        Iterator<String> rest = parameters.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "-v", "-n", "-D", "-V", "-S", "-h" -> flags[word.charAt(1)] = true;
                case "--help" -> flags['h'] = true;
                case "-c" -> company = OptionalInt.of(number(next(rest, word)));
                case "--dns-tcp" -> tcp = true;
                case "--dns-server" -> server = next(rest, word);
                case "-" -> words.add(word);
                default -> {
                    if (word.startsWith("--dns-server=")) {
                        server = word.substring(word.indexOf('=') + 1);
                    } else if (word.startsWith("-")) {
                        throw new Wrong("There is no option " + word + ".");
                    } else {
                        words.add(word);
                    }
                }
            }
        }
        return new MgrOptions(
                flags['h'],
                flags['v'],
                company,
                flags['n'],
                flags['D'],
                flags['V'],
                flags['S'],
                tcp,
                server,
                words);
    }

    /** A word as a day; null for {@code -} and when there is none. */
    LocalDate day(int index) throws Wrong {
        if (index >= words.size() || words.get(index).equals("-")) {
            return null;
        }
        String word = words.get(index);
        for (String pattern : new String[] {"uuuu-MM-dd", "d.M.uuuu"}) {
            try {
                return LocalDate.parse(word, DateTimeFormatter.ofPattern(pattern));
            } catch (DateTimeException e) {
                // The next form, or the message below.
            }
        }
        throw new Wrong("\"" + word + "\" is no day such as 2026-12-31.");
    }

    private static String next(Iterator<String> rest, String option) throws Wrong {
        if (!rest.hasNext()) {
            throw new Wrong(option + " needs a value.");
        }
        return rest.next();
    }

    private static int number(String text) throws Wrong {
        if (!text.matches("[0-9]{1,9}")) {
            throw new Wrong("\"" + text + "\" is no number of a company.");
        }
        return Integer.parseInt(text);
    }
}

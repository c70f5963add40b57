package org.openemm.job;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * One start of a job.
 *
 * @param parameters of the job (job_queue_parameter_tbl)
 * @param previousStart empty at the first start
 * @param stop whether the job should come to an end
 */
public record JobContext(
        int jobId,
        String description,
        Map<String, String> parameters,
        Optional<Instant> previousStart,
        BooleanSupplier stop) {

    public JobContext {
        parameters = Map.copyOf(parameters);
    }

    /** True when the host goes down or an administrator stops its jobs. */
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    /** A parameter; blank counts as not set. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A parameter that is a whole number.
     *
     * @throws IllegalArgumentException when it is none
     */
    public Optional<Integer> number(String name) {
        return parameter(name)
                .map(
                        value -> {
                            try {
                                return Integer.valueOf(value.trim());
                            } catch (NumberFormatException e) {
                                throw new IllegalArgumentException(
                                        "Parameter " + name + " is no number: " + value, e);
                            }
                        });
    }

    /**
     * Whether the job shall work on a company: parameters {@code includedCompanyIds} and {@code
     * excludedCompanyIds}, numbers separated by commas, semicolons or blanks.
     */
    public boolean concerns(int companyId) {
        Set<String> included = ids("includedCompanyIds");
        String id = String.valueOf(companyId);
        return (included.isEmpty() || included.contains(id))
                && !ids("excludedCompanyIds").contains(id);
    }

    private Set<String> ids(String name) {
        return parameter(name).stream()
                .flatMap(value -> Arrays.stream(value.split("[,;\\s]+")))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }
}

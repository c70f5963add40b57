package org.openemm.target;

/** A recipient that a rule selects. */
public record TargetMatch(long customerId, String email, String firstname, String lastname) {}

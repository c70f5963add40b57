package org.openemm.delivery;

/** A mailing that is being sent to its list right now. */
public record RunningSending(int mailingId, String name, Progress progress) {}

package org.openemm.mailloop;

/** An active action-based mailing, which can answer replies. */
public record AnswerMailing(int id, String name) {}

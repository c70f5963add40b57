package org.openemm.eql;

/** What kind of value an expression gives. */
public enum ValueType {
    NUMERIC,
    TEXT,
    DATE
}

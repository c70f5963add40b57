/**
 * The way to MariaDB: {@link org.openemm.database.Database} opens transactions in which SQL (Jdbi)
 * and configuration entities (Hibernate) share one connection. No query of any feature is here, and
 * no table: those are created by the migrations in {@code sql/}.
 */
package org.openemm.database;

/** Tests of the migrations in {@code sql/}, from the outside: information_schema and plain SQL. */
package org.openemm.schema;

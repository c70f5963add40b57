/**
 * Lexer and parser of the target group language, generated from Eql.g4 by the build. Nobody but
 * {@code org.openemm.eql} should look inside; start with the grammar itself.
 */
package org.openemm.eql.grammar;

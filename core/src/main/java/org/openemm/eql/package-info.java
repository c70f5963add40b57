/**
 * The language of target groups (EQL): grammar, syntax tree, errors with place and advice, and the
 * translation to SQL. It knows what a rule may refer to by {@link org.openemm.eql.EqlContext} only.
 */
package org.openemm.eql;

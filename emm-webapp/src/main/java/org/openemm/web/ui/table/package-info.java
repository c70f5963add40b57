/**
 * Lists: columns that users choose and order, sorting, filters and paging that are remembered, rows
 * to tick for work on many at once. How to make one: {@link org.openemm.web.ui.table.TableSpec}.
 */
package org.openemm.web.ui.table;

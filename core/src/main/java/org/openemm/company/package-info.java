/**
 * Tenants: the company record with what sending and tracking need of it, and the tables that exist
 * once per company.
 *
 * <p>The open edition runs company 1; nothing here or elsewhere may assume that. Settings of a
 * company are in {@code config}. Start with {@link org.openemm.company.Companies}.
 */
package org.openemm.company;

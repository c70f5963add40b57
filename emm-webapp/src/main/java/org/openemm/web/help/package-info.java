/**
 * The handbook inside the product: pages of {@code docs/user} as drawer beside the screen they
 * explain and as pages with contents and search. A screen names its page with the parameter {@code
 * help} of the layout; the order of the pages is that of {@link org.openemm.web.help.Topic}.
 */
package org.openemm.web.help;

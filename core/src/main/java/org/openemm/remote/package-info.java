/**
 * Programs of others that call the product: what they did ({@link org.openemm.remote.RestCalls})
 * and how much they may ({@link org.openemm.remote.RestQuotas}). Who they are is a matter of
 * account; what they can ask for, of the web application.
 */
package org.openemm.remote;

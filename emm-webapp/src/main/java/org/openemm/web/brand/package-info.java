/**
 * The brand of a tenant: serves its pictures and colours ({@link
 * org.openemm.web.brand.LayoutResource}) and lets administrators choose them ({@link
 * org.openemm.web.brand.BrandResource}). How pages show them is not here but in {@code
 * org.openemm.web.ui.Looks}.
 */
package org.openemm.web.brand;

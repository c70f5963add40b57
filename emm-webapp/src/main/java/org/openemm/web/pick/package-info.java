/**
 * What pickers search: mailing lists, target groups, mailings, templates, recipients, images. Each
 * answer is a part of a page with the first matches, each with a second line that tells it from
 * others of the same name.
 */
package org.openemm.web.pick;

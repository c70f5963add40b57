package org.openemm.web;

import java.util.List;
import org.openemm.web.ui.Menu;

/**
 * The screens of one family: what {@link EmmApplication} needs to know of it.
 *
 * @param name texts lie in {@code messages/web-<name>_en.properties} and {@code _de}; the core's
 *     texts in {@code messages/<name>_...} come along
 * @param resources finished instances of Jersey resource classes
 * @param menu entries of the menu; empty for screens reached otherwise
 */
public record Feature(String name, List<Object> resources, List<Menu.Entry> menu) {}

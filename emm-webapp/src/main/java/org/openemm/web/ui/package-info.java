/**
 * What every screen is built from: pages, forms, lists, messages, menu. No screen of its own.
 *
 * <p><b>A new screen</b> (example: {@code web.account.SelfResource} with {@code
 * jte/account/self.jte}; a list: {@code ActivityLogResource} with {@code activitylog.jte}):
 *
 * <ol>
 *   <li>Resource: a class in {@code web.<feature>} with {@code @Path} of the reference (ending in
 *       {@code .action}), the core services in its constructor. Each method has
 *       {@code @Requires("right")} ({@code @ForEveryUser}, {@code @ForEveryone}), takes
 *       {@code @Context Ui ui}, path and query parameters, and, for a form, {@code Input input}. It
 *       makes one call of the core and returns {@code View.of("feature/name.jte", page)} with a
 *       public record nested in the resource, or {@code ui.redirect(path)}. GET changes nothing.
 *   <li>Form: {@code try { service.save(ui.actor(), ...); } catch (InvalidInput e) { return
 *       edit(ui, id).again(input, e); } ui.flash("key"); return ui.redirect(...)}. The page comes
 *       again with what was typed and each message at the field of that name. NotFound and
 *       NotPermitted need no catch.
 *   <li>Template {@code src/main/jte/<feature>/<name>.jte}: {@code @param org.openemm.web.ui.Ui
 *       ui}, {@code @param FeatureResource.Page page}, then {@code @template.ui.layout(ui = ui,
 *       title = ..., crumbs = List.of(new Crumb(..)), tabs = .., actions = @`..`, content
 *       = @`..`)}. Parts: {@code jte/ui/*.jte}: table (row, cell), menu, paging, empty, badge, notice, tile,
 *       progress, confirm, bars, chart; for forms see below. All texts by {@code ui.t("feature.page.thing")}, all dates and
 *       numbers by {@code ui.format()}. Style classes: {@code src/main/frontend/src/css}; a screen
 *       adds none. Folder names are Java packages: {@code importing}, not {@code import}.
 *   <li>List: declare it with {@link org.openemm.web.ui.table.TableSpec} (a line in {@link
 *       org.openemm.web.ui.table.TableName}, columns, first sorting, search, filters), ask it for
 *       what the query needs ({@code table.sort()}, {@code table.filter("status")}, {@code
 *       table.size()}, {@code table.shows("column")}), and hand it with a {@link Paging} ({@code
 *       numbered} or, for lists without end, {@code keyset}) to {@code @template.ui.table}; rows by
 *       {@code @template.ui.row}, cells by {@code @template.ui.cell}, row menus of {@code
 *       @template.ui.menulink} and {@code .menupost}, nothing there by {@code @template.ui.empty}.
 *       Columns, sorting, filters and rows per page are remembered by themselves. After a change of
 *       rows: {@code ui.flashUndo(key, addressThatTakesItBack, args)} and {@code return
 *       ui.toList(path)}: happens in place. Ticked rows: buttons with {@code formaction} as {@code
 *       bulk}, {@code input.integers("bulkIds")}, {@link org.openemm.web.ui.table.Bulk#each}.
 *       Example: {@code MailingListResource}, {@code MailingTable}, {@code mailing/list.jte}.
 *   <li>In place: htmx attributes; a method that answers a part returns a View of a template
 *       without layout. Scripts only as modules in {@code src/main/frontend/src/js}, bound to data
 *       attributes: the Content-Security-Policy forbids inline script and eval. Icons: add the name
 *       of a lucide icon to {@code icons.txt}. Upload: {@code enctype="multipart/form-data"
 *       action="${ui.uploadAction("/x.action")}"}, method parameter {@code @FormDataParam}.
 *   <li>Texts: {@code messages/web-<feature>_en.properties} and {@code _de}, both complete; texts
 *       of core errors in the core's {@code messages/<feature>_...}.
 *   <li>{@code FeatureScreens.of(core)} returns a {@code Feature} (name, resources, menu entries);
 *       one line in {@code EmmApplication.features}. Test with {@code WebAppUnderTest}.
 * </ol>
 *
 * <p><b>Forms</b>. Around the fields {@code ui.form} (or a {@code <form method="post" data-save>}
 * with {@code ui.csrf}), at its end {@code ui.submit}: the browser then asks before changes are
 * lost, shows "Unsaved changes", saves on Ctrl+S, and checks required fields, addresses and numbers
 * before it sends.
 *
 * <ul>
 *   <li>Fields, all with {@code name, label, value, help} and {@code more} (text behind a "?"):
 *       text (types, {@code count} for a counter), textarea, password, select, choices (few short
 *       ones), cards (with a note each), checkbox, toggle, file with uploadbar.
 *   <li>Dates: date, time, datetime, daterange, dateinput (without label). Read them with {@code
 *       input.date(name, ui.format())}, {@code time}, {@code instant}.
 *   <li>Pickers: {@code ui.pick(name, label, kind = "mailinglist", options = .., value = ..)};
 *       kinds are the methods of {@code web.pick.PickResource}; {@code many = true} with {@code
 *       chosen}; read with {@code input.text} or {@code input.integers}. {@code pickid} for
 *       recipients. {@code add = "/mailinglist/create.action"} makes a new one in a drawer; the
 *       method that saves it calls {@code ui.saved(id, name)} before it redirects.
 *   <li>Code: {@code ui.code(language = "html" | "eql", words = CodeWord.json(..))}. Places of
 *       errors: {@code <span hidden data-code-mark="field" data-line data-column data-text>}, or
 *       {@code data-from data-to}, anywhere in the page; a part swapped by htmx that may hold marks
 *       has {@code data-code-marks-of="field"}.
 *   <li>Drafts: {@code ui.form(draft = "target-17", draftStamp = version)} keeps unsaved text in
 *       the browser and offers it on return.
 *   <li>Drawer: a link with {@code data-drawer} shows its page at the right; a form in it is saved
 *       from there. Scripts that open another page call {@code leave(address)} of {@code
 *       forms/dirty.js}. A field in a form that is not saved with it: {@code data-dirty-ignore}.
 * </ul>
 */
package org.openemm.web.ui;

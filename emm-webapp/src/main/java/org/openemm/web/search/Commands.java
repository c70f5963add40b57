package org.openemm.web.search;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openemm.account.User;
import org.openemm.web.ui.Ui;

/** What can be done by name. */
final class Commands {
    private static final List<Command> FIRST =
            List.of(
                    Command.page("mailing", "plus", "/mailing/create.action", "mailing.change"),
                    Command.page(
                            "import",
                            "upload",
                            "/recipient/import/view.action",
                            "wizard.importclassic",
                            "wizard.import"),
                    Command.page(
                            "recipient",
                            "user-plus",
                            "/recipient/create.action",
                            "recipient.create"),
                    Command.page("target", "target", "/target/create.action", "targets.change"));

    private static final List<Command> FURTHER =
            List.of(
                    Command.page(
                            "template",
                            "layout-template",
                            "/mailing/create.action?forTemplates=true",
                            "template.change"),
                    Command.page(
                            "list", "list", "/mailinglist/create.action", "mailinglist.change"),
                    Command.page(
                            "field",
                            "sliders-horizontal",
                            "/profiledb/new.action",
                            "profileField.show"),
                    Command.page("account", "settings", "/user/self/view.action"),
                    theme("dark", "moon", User.Theme.DARK),
                    theme("light", "sun", User.Theme.LIGHT),
                    theme("system", "monitor", User.Theme.SYSTEM),
                    Command.form("logout", "log-out", "/logout.action", "", ""));

    private Commands() {}

    /** What this user may do. */
    static List<Command> of(Ui ui) {
        String theme = theme(ui);
        return Stream.concat(FIRST.stream(), FURTHER.stream())
                .filter(command -> command.isFor(ui))
                .filter(command -> !command.name().equals(theme))
                .toList();
    }

    /** What is offered to somebody who has not typed anything. */
    static List<Command> first(Ui ui) {
        return FIRST.stream().filter(command -> command.isFor(ui)).toList();
    }

    private static Command theme(String name, String icon, User.Theme theme) {
        return Command.form(
                name, icon, "/user/quick/theme.action", "theme", String.valueOf(theme.code()));
    }

    /** The look that is chosen already need not be offered. */
    private static String theme(Ui ui) {
        return ui.user().map(User::theme).orElse(User.Theme.SYSTEM).name().toLowerCase(Locale.ROOT);
    }
}

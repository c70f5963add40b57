package org.openemm.web.mailloop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.openemm.bounce.Softbounces;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Paging;
import org.openemm.web.ui.Tab;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;
import org.openemm.web.ui.table.Column;
import org.openemm.web.ui.table.Table;
import org.openemm.web.ui.table.TableName;
import org.openemm.web.ui.table.TableSpec;

/** Whom the scoring of soft bounces would turn into hard bounces. */
@Path("/administration/bounce/softbounces.action")
public final class SoftbounceResource {
    static final String PAGE = "/administration/bounce/softbounces.action";

    private final Softbounces softbounces;

    SoftbounceResource(Softbounces softbounces) {
        this.softbounces = softbounces;
    }

    /** What is shown. */
    public record SoftbouncePage(
            List<Tab> tabs, Table table, Softbounces.Page found, Paging paging) {}

    @GET
    @Requires("mailloop.show")
    public View list(@Context Ui ui) {
        Table table =
                TableSpec.named(TableName.SOFTBOUNCES)
                        .columns(
                                Column.email("email", ui.t("mailloop.soft.email")).asTitle(),
                                Column.brief("next", ui.t("mailloop.soft.next")),
                                Column.number("bounces", ui.t("mailloop.soft.bounces")),
                                Column.date("first", ui.t("mailloop.soft.first")).notOnPhone(),
                                Column.date("last", ui.t("mailloop.soft.last")),
                                Column.text("mailing", ui.t("mailloop.soft.mailing")).onDemand(),
                                Column.date("active", ui.t("mailloop.soft.active")))
                        .open(ui);
        Softbounces.Page found = softbounces.next(ui.actor(), ui.links().page(), table.size());
        return View.of(
                "mailloop/softbounces.jte",
                new SoftbouncePage(
                        MailloopScreens.tabs(ui, PAGE),
                        table,
                        found,
                        Paging.numbered(ui, table.size(), found.total())));
    }
}

package org.openemm.web.route;

import java.util.List;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.delivery.Stops;
import org.openemm.route.Routes;
import org.openemm.web.Feature;
import org.openemm.web.ui.Banner;
import org.openemm.web.ui.Menu;
import org.openemm.web.ui.Option;
import org.openemm.web.ui.Ui;

/** Where mails are handed over, and stopping all of them. */
public final class RouteScreens {
    private RouteScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "route",
                List.of(
                        new RouteResource(core.dispatch().routes(), core.dispatch().trials()),
                        new GroupResource(core.dispatch().domainGroups()),
                        new StopResource(core.dispatch().stops())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.MAILINGS,
                                95,
                                "menu.stop",
                                "circle-stop",
                                StopResource.PAGE,
                                Stops.RIGHT_TENANT),
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                40,
                                "menu.routes",
                                "route",
                                RouteResource.LIST,
                                Routes.RIGHT_SHOW)));
    }

    /** Says so on every page while sending is stopped. */
    public static Banner.Source banner(Core core) {
        return companyId ->
                core.dispatch()
                        .stops()
                        .of(companyId)
                        .flatMap(
                                stop ->
                                        Optional.of(
                                                new Banner(
                                                        "circle-stop",
                                                        stop.scope() == Stops.Scope.ALL
                                                                ? "stop.banner.all"
                                                                : "stop.banner.tenant",
                                                        "stop.banner.link",
                                                        StopResource.PAGE,
                                                        Stops.RIGHT_TENANT)));
    }

    /**
     * Routes to choose from in a form; empty while there is none but that of the machine.
     *
     * @param none label of the choice not to choose
     */
    public static List<Option> options(Ui ui, Routes routes, String none) {
        List<Option> options =
                new java.util.ArrayList<>(
                        routes.all(ui.actor()).stream()
                                .map(route -> Option.of(route.id(), route.name(), route.address()))
                                .toList());
        if (!options.isEmpty()) {
            options.add(0, Option.of(0, none));
        }
        return options;
    }
}

package org.openemm.web.brand;

import java.util.List;
import org.openemm.Core;
import org.openemm.company.Brands;
import org.openemm.web.Feature;
import org.openemm.web.ui.Looks;
import org.openemm.web.ui.Menu;

/** The brand of a tenant. */
public final class BrandScreens {
    private BrandScreens() {}

    public static Feature of(Core core) {
        return new Feature(
                "brand",
                List.of(
                        new LayoutResource(core.brands(), new Looks(core.brands())),
                        new BrandResource(core.brands())),
                List.of(
                        new Menu.Entry(
                                Menu.Place.ADMINISTRATION,
                                60,
                                "menu.brand",
                                "palette",
                                BrandResource.PAGE,
                                Brands.RIGHT)));
    }
}

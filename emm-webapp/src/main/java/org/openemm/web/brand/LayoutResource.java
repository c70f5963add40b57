package org.openemm.web.brand;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.openemm.NotFound;
import org.openemm.company.BrandFile;
import org.openemm.company.Brands;
import org.openemm.company.PictureKind;
import org.openemm.web.access.ForEveryone;
import org.openemm.web.ui.Looks;
import org.openemm.web.ui.Ui;

/**
 * Pictures and colours of tenants for pages, which also the login page needs: open to everybody.
 * Where neither the tenant nor the installation has an icon or logo, the product's own is served.
 */
@Path(Looks.FOLDER + "{company: \\d{1,9}}/{file: [a-z0-9_.-]+}")
public final class LayoutResource {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String BRIEFLY = "public, max-age=300";

    /** A drawing that is opened by itself can neither run anything nor load anything. */
    private static final String LOCKED_UP =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

    private final Brands brands;
    private final Looks looks;

    LayoutResource(Brands brands, Looks looks) {
        this.brands = brands;
        this.looks = looks;
    }

    @GET
    @ForEveryone
    public Response file(
            @Context Ui ui,
            @PathParam("company") int companyId,
            @PathParam("file") String name,
            @QueryParam("v") String asked,
            @HeaderParam("If-None-Match") String known) {
        if (name.startsWith("theme-")) {
            return theme(companyId, name);
        }
        BrandFile file = BrandFile.named(name).orElseThrow(() -> new NotFound("picture", name));
        String version = brands.of(companyId).versions().get(file);
        String tag = '"' + version + '"';
        if (version != null && tag.equals(known)) {
            return Response.notModified().header("ETag", tag).build();
        }
        Optional<byte[]> content = brands.file(companyId, file);
        Optional<PictureKind> kind = content.flatMap(file::kindOf);
        if (version == null || kind.isEmpty()) {
            return instead(ui, file);
        }
        return Response.ok(content.get())
                .header("Content-Type", kind.get().contentType())
                .header("ETag", tag)
                .header("Cache-Control", version.equals(asked) ? FOREVER : BRIEFLY)
                .header("Content-Security-Policy", LOCKED_UP)
                .build();
    }

    private Response theme(int companyId, String name) {
        Looks.Theme theme =
                looks.of(companyId).theme().orElseThrow(() -> new NotFound("theme", name));
        return Response.ok(theme.css())
                .header("Content-Type", "text/css;charset=UTF-8")
                .header("Cache-Control", theme.name().equals(name) ? FOREVER : BRIEFLY)
                .build();
    }

    private static Response instead(Ui ui, BrandFile file) {
        if (file != BrandFile.LOGO_SVG && file != BrandFile.FAVICON) {
            throw new NotFound("picture", file.fileName());
        }
        return Response.status(Response.Status.FOUND)
                .header("Location", ui.asset("mark.svg"))
                .header("Cache-Control", BRIEFLY)
                .build();
    }
}

package org.openemm.web.brand;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.jersey.media.multipart.FormDataParam;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.company.Accent;
import org.openemm.company.Brand;
import org.openemm.company.BrandFile;
import org.openemm.company.Brands;
import org.openemm.web.access.Requires;
import org.openemm.web.ui.Input;
import org.openemm.web.ui.Ui;
import org.openemm.web.ui.View;

/** Accent colour and pictures of the user's company. */
@Path("/administration/brand")
public final class BrandResource {
    static final String PAGE = "/administration/brand/view.action";
    private final Brands brands;

    BrandResource(Brands brands) {
        this.brands = brands;
    }

    /**
     * @param chosen whether there is an accent of one's own
     */
    public record BrandPage(String accent, boolean chosen, List<Picture> pictures) {}

    /**
     * One of the pictures.
     *
     * @param address empty: there is none
     * @param own false: that of the installation
     */
    public record Picture(BrandFile file, Optional<String> address, boolean own) {
        /** Part of the keys of its texts. */
        public String key() {
            return file.name().toLowerCase(java.util.Locale.ROOT).replace("_", "");
        }

        /** What the dialog for files offers. */
        public String accept() {
            return switch (file) {
                case LOGO_SVG -> ".svg,image/svg+xml";
                case FAVICON -> ".ico,.png,image/png,image/x-icon";
                default -> ".png,image/png";
            };
        }
    }

    /**
     * A colour on light and dark pages.
     *
     * @param contrast of the colour itself as text on white
     * @param kept whether it is used as it is on light pages
     */
    public record Preview(Accent accent, double contrast, boolean kept) {
        /** How pages use that colour. */
        public static Preview of(String colour) {
            Accent accent = Accent.of(colour);
            return new Preview(
                    accent,
                    Accent.contrast(colour, "#ffffff"),
                    accent.light().accent().equalsIgnoreCase(colour));
        }
    }

    /** What is chosen and how it looks. */
    public record PreviewPage(Optional<Preview> preview) {}

    @GET
    @Path("view.action")
    @Requires(Brands.RIGHT)
    public View view(@Context Ui ui) {
        Brand brand = brands.of(ui.actor().companyId());
        return View.of(
                "brand/view.jte",
                new BrandPage(brand.accent(), brand.chosen().isPresent(), pictures(ui, brand)));
    }

    /** Part of the page, for a colour that is not saved yet. */
    @GET
    @Path("preview.action")
    @Requires(Brands.RIGHT)
    public View preview(@QueryParam("accent") String accent) {
        return View.of(
                "brand/preview.jte",
                new PreviewPage(
                        Optional.ofNullable(accent).filter(Accent::isColour).map(Preview::of)));
    }

    @POST
    @Path("accent.action")
    @Requires(Brands.RIGHT)
    public Object accent(@Context Ui ui, Input input) {
        try {
            brands.setAccent(ui.actor(), input.text("reset").isEmpty() ? input.text("accent") : "");
        } catch (InvalidInput e) {
            return view(ui).again(input, e);
        }
        ui.flash("brand.saved");
        return ui.redirect(PAGE);
    }

    @POST
    @Path("{file}/upload.action")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Requires(Brands.RIGHT)
    public Object upload(
            @Context Ui ui, @PathParam("file") String name, @FormDataParam("file") InputStream sent)
            throws IOException {
        BrandFile file = file(name);
        try {
            byte[] content = sent == null ? new byte[0] : sent.readNBytes(file.maximum() + 1);
            if (content.length == 0) {
                throw new InvalidInput(file.fileName(), "brand.file.none");
            }
            brands.setFile(ui.actor(), file, content);
        } catch (InvalidInput e) {
            return view(ui).again(Input.of(Map.of()), e);
        }
        ui.flash("brand.saved");
        return ui.redirect(PAGE);
    }

    @POST
    @Path("{file}/remove.action")
    @Requires(Brands.RIGHT)
    public Response remove(@Context Ui ui, @PathParam("file") String name) {
        brands.setFile(ui.actor(), file(name), new byte[0]);
        ui.flash("brand.saved");
        return ui.redirect(PAGE);
    }

    private static BrandFile file(String name) {
        return BrandFile.named(name).orElseThrow(() -> new NotFound("picture", name));
    }

    private List<Picture> pictures(Ui ui, Brand brand) {
        Map<BrandFile, String> installation = brands.of(0).versions();
        return Arrays.stream(BrandFile.values())
                .map(
                        file ->
                                new Picture(
                                        file,
                                        ui.look().address(file),
                                        brand.versions().containsKey(file)
                                                && !Objects.equals(
                                                        brand.versions().get(file),
                                                        installation.get(file))))
                .toList();
    }
}

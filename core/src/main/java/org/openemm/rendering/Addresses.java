package org.openemm.rendering;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openemm.content.LinkTags;
import org.openemm.content.NamedAddress;

/** The product's own addresses in a mail: redirect, pixel, unsubscribe, images. */
final class Addresses {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

    private final MailingSnapshot snapshot;
    private final MailingSnapshot.Tenant tenant;
    private final RenderMode mode;
    private final boolean context;

    Addresses(MailingSnapshot snapshot, RenderMode mode) {
        this.snapshot = snapshot;
        this.tenant = snapshot.tenant();
        this.mode = mode;
        this.context = isOn("rdir.UseRdirContextLinks", false);
    }

    LinkTags.Domain domain() {
        return new LinkTags.Domain(tenant.rdirDomain(), tenant.companyId(), tenant.token());
    }

    /** The address that counts a click on a link and leads on. */
    List<Atom> redirect(int urlId, int options, TextForm form) {
        Atom uid = new Atom.UidRef(urlId, options, "");
        List<Atom> atoms = new ArrayList<>();
        if (context) {
            atoms.addAll(List.of(literal("/r/"), uid, Atom.literal("/r.html")));
        } else {
            atoms.addAll(List.of(literal("/r.html?uid="), uid));
        }
        if (mode == RenderMode.PREVIEW) {
            String and = form == TextForm.HTML ? "&amp;" : "&";
            atoms.add(Atom.literal((context ? "?" : and) + "nocount=1"));
        }
        return atoms;
    }

    /** The address of the opening pixel. */
    List<Atom> pixel() {
        List<Atom> atoms = new ArrayList<>(path("g", "/g.html"));
        if (mode == RenderMode.PREVIEW) {
            atoms.add(Atom.literal(context ? "?nocount=1" : "&nocount=1"));
        }
        return atoms;
    }

    /** The address for one-click unsubscription. */
    List<Atom> unsubscribe() {
        return path("uq", "/uq.html");
    }

    /** An address that only machines follow. */
    List<Atom> honeypot() {
        return List.of(literal("/hplt.html?agnUID="), new Atom.UidRef(0, 0, ""));
    }

    String clearance() {
        return tenant.rdirDomain() + "/mailing/approve.action?agnUID=" + LinkTags.UID;
    }

    /** An address with the UID put in where it stands for. */
    List<Atom> withUid(String address) {
        List<Atom> atoms = new ArrayList<>();
        int at = 0;
        for (int found = address.indexOf(LinkTags.UID);
                found >= 0;
                found = address.indexOf(LinkTags.UID, at)) {
            atoms.add(Atom.literal(address.substring(at, found)));
            atoms.add(new Atom.UidRef(0, 0, ""));
            at = found + LinkTags.UID.length();
        }
        atoms.add(Atom.literal(address.substring(at)));
        return atoms;
    }

    /** Where a hosted image of the mailing is found. */
    String image(String name) {
        String template =
                tenant.setting("imagelink-template")
                        .orElse(
                                "%(rdir-domain)/image/%(licence-id)/%(company-id)/%(mailing-id)/[name]");
        return Placeholders.fill(template, snapshot)
                .replace("[rdir-domain]", tenant.rdirDomain())
                .replace("[licence-id]", Long.toString(tenant.licence()))
                .replace("[company-id]", Integer.toString(tenant.companyId()))
                .replace("[mailing-id]", Integer.toString(snapshot.run().mailingId()))
                .replace("[name]", TagCompiler.urlEncoded(name));
    }

    /** Return path of the mailing. */
    String envelopeSender() {
        String given =
                tenant.setting("envelope-from").orElseGet(() -> snapshot.letter().envelope());
        String address =
                given.isBlank() ? NamedAddress.parse(snapshot.letter().from()).address() : given;
        return MailAddress.ascii(address.strip());
    }

    /** The Message-ID without angle brackets. */
    List<Atom> messageId(RenderEnvironment environment) {
        String prefix =
                environment.letters()
                        + STAMP.format(environment.started().atZone(ZoneOffset.UTC))
                        + "_"
                        + tenant.licence();
        return List.of(
                new Atom.UidRef(0, 0, prefix, true),
                Atom.literal("@" + messageDomain(environment)));
    }

    /** The domain of Message-ID and List-Id. */
    String messageDomain(RenderEnvironment environment) {
        return tenant.setting("message-domain")
                .or(() -> tenant.setting("mailout:ini.domain"))
                .orElse(environment.hostName());
    }

    boolean isHtmlAllowedInFields() {
        return isOn("recipient.profileFields.allowHtml", false);
    }

    boolean isOn(String setting, boolean otherwise) {
        return tenant.setting(setting)
                .map(String::strip)
                .map(
                        value ->
                                value.equalsIgnoreCase("true")
                                        || value.equals("1")
                                        || value.equals("+")
                                        || value.equalsIgnoreCase("yes")
                                        || value.equalsIgnoreCase("on"))
                .orElse(otherwise);
    }

    private List<Atom> path(String word, String page) {
        Atom uid = new Atom.UidRef(0, 0, "");
        return context
                ? List.of(literal("/" + word + "/"), uid, Atom.literal(page))
                : List.of(literal(page + "?uid="), uid);
    }

    private Atom literal(String path) {
        return Atom.literal(tenant.rdirDomain() + path);
    }
}

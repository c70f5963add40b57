package org.openemm.mailing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.account.Actor;
import org.openemm.content.NamedAddress;
import org.openemm.database.Database;
import org.openemm.database.Transaction;

/**
 * The newsletter template that comes with the product: responsive, readable in dark mode, with the
 * blocks Hero, Offer (shown only when it has a content for the recipient), Article 1, Article 2,
 * Closing and Footer, each with its text partner, and four images.
 */
public final class StarterTemplate {
    private static final String FOLDER = "/templates/";
    private static final List<String> IMAGES =
            List.of("logo.png", "hero.jpg", "plant.png", "garden.png");
    private static final Map<String, String> BLOCKS = blocks();

    private final Database database;
    private final Mailings mailings;
    private final MailingContents contents;
    private final MailingFiles files;

    public StarterTemplate(
            Database database, Mailings mailings, MailingContents contents, MailingFiles files) {
        this.database = database;
        this.mailings = mailings;
        this.contents = contents;
        this.files = files;
    }

    /**
     * Adds the template, ready to send.
     *
     * @param mailinglistId 0 for none
     * @return id of the template
     */
    public int create(Actor actor, String name, int mailinglistId, NamedAddress from) {
        return database.inTransaction(tx -> create(tx, actor, name, mailinglistId, from));
    }

    /** As {@link #create(Actor, String, int, NamedAddress)} inside a transaction. */
    public int create(
            Transaction tx, Actor actor, String name, int mailinglistId, NamedAddress from) {
        EmailSettings email =
                EmailSettings.of("The garden wakes up", from)
                        .withPreheader("Seeds, tools and good ideas for the weeks ahead");
        int id = mailings.createTemplate(tx, actor, MailingDraft.of(name, mailinglistId, email));
        for (String image : IMAGES) {
            byte[] bytes = bytes("newsletter/" + image);
            files.addImage(tx, actor, id, image, "", "", bytes, false);
        }
        contents.save(tx, actor, id, text("newsletter.html"), text("newsletter.txt"), null);
        BLOCKS.forEach(
                (block, file) -> {
                    if (!file.equals("offer")) {
                        save(tx, actor, id, block, List.of(BlockContent.forAll(html(file))));
                    }
                });
        return id;
    }

    /**
     * Adds the template and a first mailing made from it, in one go.
     *
     * @param name of the template
     * @param first name, list, sender and subject of the mailing; everything else is the template's
     * @return id of the mailing
     */
    public int begin(Actor actor, String name, MailingDraft first) {
        return database.inTransaction(
                tx -> {
                    int template =
                            create(tx, actor, name, first.mailinglistId(), first.email().from());
                    MailingDraft like = mailings.get(tx, actor, template).settings();
                    MailingDraft draft =
                            first.withTemplate(template)
                                    .withEmail(
                                            like.email()
                                                    .withSubject(first.email().subject())
                                                    .withPreheader(""));
                    return mailings.create(tx, actor, draft);
                });
    }

    /** What the template looks like, as a page that needs nothing else. */
    public String preview() {
        String html =
                text("newsletter.html")
                        .replaceAll(
                                "(?s)\\[agnDYN name=\"Offer\"].*?\\[/agnDYN name=\"Offer\"]", "");
        for (Map.Entry<String, String> block : BLOCKS.entrySet()) {
            String content = block.getKey().equals("Offer") ? "" : html(block.getValue());
            html =
                    html.replace("[agnDYN name=\"" + block.getKey() + "\"/]", content)
                            .replace("[agnDVALUE name=\"" + block.getKey() + "\"/]", content);
        }
        for (String image : IMAGES) {
            String data = Base64.getEncoder().encodeToString(bytes("newsletter/" + image));
            String type = image.endsWith(".jpg") ? "image/jpeg" : "image/png";
            html =
                    html.replace(
                            "[agnIMAGE name=\"" + image + "\"]",
                            "data:" + type + ";base64," + data);
        }
        return html.replace("[agnEMAIL]", "anna@example.com")
                .replaceAll("\\[agnTITLEFIRST[^\\]]*]", "Hello Anna")
                .replaceAll("\\[/?agn[^\\]]*]", "");
    }

    /**
     * Shows a special offer to a target group, in HTML and text.
     *
     * @param mailingId made from this template
     */
    public void offerTo(Actor actor, int mailingId, int targetId) {
        database.run(
                tx ->
                        save(
                                tx,
                                actor,
                                mailingId,
                                "Offer",
                                List.of(BlockContent.forTarget(targetId, html("offer")))));
    }

    /** Saves a block and, as plain text, its partner in the text form. */
    private void save(
            Transaction tx, Actor actor, int mailingId, String block, List<BlockContent> html) {
        List<BlockContent> plain =
                html.stream()
                        .map(
                                content ->
                                        BlockContent.forTarget(
                                                content.targetId(), PlainText.of(content.text())))
                        .toList();
        contents.saveBlock(tx, actor, mailingId, block, html, null);
        contents.saveBlock(tx, actor, mailingId, block + TextForm.SUFFIX, plain, null);
    }

    private static Map<String, String> blocks() {
        Map<String, String> blocks = new LinkedHashMap<>();
        blocks.put("Hero", "hero");
        blocks.put("Offer", "offer");
        blocks.put("Article 1", "article-1");
        blocks.put("Article 2", "article-2");
        blocks.put("Closing", "closing");
        blocks.put("Footer", "footer");
        return blocks;
    }

    private static String html(String file) {
        return text("newsletter/" + file + ".html").strip();
    }

    private static String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String file) {
        try (InputStream in = StarterTemplate.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("Missing resource " + FOLDER + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.openemm.mailing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.openemm.account.Actor;
import org.openemm.content.ContentCheck;
import org.openemm.content.ContentProblem;
import org.openemm.content.KnownTag;
import org.openemm.content.Place;
import org.openemm.content.Tag;
import org.openemm.content.TagParser;
import org.openemm.database.Transaction;
import org.openemm.mailing.Finding.Area;
import org.openemm.mailing.Finding.Severity;

/** Whether the content of a mailing is fit for sending: tags, blocks, images, emptiness. */
final class ContentFindings {
    private final Transaction tx;
    private final Actor actor;
    private final MailingRow row;
    private final MailingDraft draft;
    private final ContentTexts texts;
    private final List<Finding> findings;

    ContentFindings(
            Transaction tx,
            Actor actor,
            MailingRow row,
            MailingDraft draft,
            List<Finding> findings) {
        this.tx = tx;
        this.actor = actor;
        this.row = row;
        this.draft = draft;
        this.findings = findings;
        texts = ContentTexts.of(tx, row.id);
    }

    void run(ContentCheck check) {
        tags(check);
        empty();
        targets();
        images();
        new LinkFindings(texts, findings).run(draft.transactional());
        attachments();
    }

    private void tags(ContentCheck check) {
        EmailSettings email = draft.email();
        check.text("subject", email.subject());
        check.text("preheader", email.preheader());
        check.text("from", email.from().format());
        check.text("reply", email.reply().format());
        int headers = check.problems().size();
        texts.parts().forEach(part -> check.text(part.source(), part.text()));
        List<ContentProblem> problems = check.problems();
        for (int i = 0; i < problems.size(); i++) {
            ContentProblem problem = problems.get(i);
            findings.add(
                    new Finding(
                            Severity.ERROR,
                            problem.key(),
                            problem.arguments(),
                            i < headers ? Area.SETTINGS : Area.CONTENT,
                            Optional.of(problem.place())));
        }
    }

    private void empty() {
        boolean hasHtml = draft.email().format().hasHtml();
        boolean htmlEmpty =
                texts.parts().stream()
                        .filter(ContentTexts.Part::html)
                        .noneMatch(ContentFindings::says);
        boolean textEmpty =
                texts.parts().stream()
                        .filter(ContentTexts.Part::plain)
                        .noneMatch(ContentFindings::says);
        if (hasHtml && htmlEmpty) {
            findings.add(Finding.error(Area.CONTENT, "mailing.check.htmlEmpty"));
        }
        if (textEmpty) {
            findings.add(
                    hasHtml
                            ? Finding.warning(Area.CONTENT, "mailing.check.textEmpty")
                            : Finding.error(Area.CONTENT, "mailing.check.textEmpty"));
        }
    }

    /** Whether something would be seen: words, an image, or a tag that gives some. */
    private static boolean says(ContentTexts.Part part) {
        StringBuilder rest = new StringBuilder();
        int from = 0;
        for (Tag tag : TagParser.parse(part.text())) {
            rest.append(part.text(), from, tag.start());
            from = tag.end();
            boolean block = tag.is(KnownTag.DYN) || tag.is(KnownTag.DVALUE);
            if (!block && !tag.is(KnownTag.ONEPIXEL)) {
                return true;
            }
        }
        rest.append(part.text().substring(from));
        if (!part.html()) {
            return !rest.toString().isBlank();
        }
        Element body = Jsoup.parse(rest.toString()).body();
        return body.hasText() || body.selectFirst("img, table[background]") != null;
    }

    private void targets() {
        for (ContentTexts.Part part : texts.parts()) {
            if (part.targetId() != 0 && !MailingStore.targetExists(tx, actor, part.targetId())) {
                findings.add(
                        Finding.error(
                                Area.CONTENT,
                                "mailing.check.blockTarget",
                                part.source(),
                                part.targetId()));
            }
        }
    }

    private void images() {
        Set<String> names =
                MailingFileStore.all(tx, row, MailingFile.Kind.IMAGE).stream()
                        .map(MailingFile::name)
                        .collect(Collectors.toSet());
        Set<String> reported = new HashSet<>();
        for (ContentTexts.Part part : texts.parts()) {
            for (Tag tag : TagParser.parse(part.text())) {
                String name = tag.parameter("name", "");
                boolean image = tag.is(KnownTag.IMAGE) || tag.is(KnownTag.IMGLINK);
                if (image && !name.isEmpty() && !names.contains(name) && reported.add(name)) {
                    Place place = Place.of(part.source(), part.text(), tag.start());
                    findings.add(
                            Finding.error(
                                            Area.CONTENT,
                                            "mailing.check.image",
                                            name,
                                            place.source(),
                                            place.line(),
                                            place.column())
                                    .at(place));
                }
            }
        }
    }

    private void attachments() {
        long size = 0;
        for (MailingFile file : MailingFileStore.all(tx, row, MailingFile.Kind.ATTACHMENT)) {
            size += file.size() * 4 / 3;
            if (file.targetId() != 0 && !MailingStore.targetExists(tx, actor, file.targetId())) {
                findings.add(
                        Finding.error(
                                Area.FILES,
                                "mailing.check.fileTarget",
                                file.name(),
                                file.targetId()));
            }
        }
        for (ContentTexts.Part part : texts.parts()) {
            size += part.text().length();
        }
        if (size > MailingChecks.SIZE_ERROR) {
            findings.add(Finding.error(Area.FILES, "mailing.check.size", mega(size), 10));
        } else if (size > MailingChecks.SIZE_WARNING) {
            findings.add(Finding.warning(Area.FILES, "mailing.check.sizeBig", mega(size)));
        }
    }

    private static long mega(long bytes) {
        return Math.round(bytes / 1024.0 / 1024.0);
    }

    /** Profile fields and tag catalogue of the company, for the look at the tags. */
    static ContentCheck check(Transaction tx, Actor actor, Predicate<String> isField) {
        Set<String> extra =
                tx.sql()
                        .createQuery(
                                "SELECT LOWER(tagname) FROM tag_tbl WHERE company_id IN (0,"
                                        + " :company)")
                        .bind("company", actor.companyId())
                        .mapTo(String.class)
                        .set();
        return new ContentCheck(isField, name -> extra.contains(name.toLowerCase(Locale.ROOT)));
    }
}

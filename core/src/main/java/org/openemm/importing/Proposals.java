package org.openemm.importing;

import java.nio.file.Path;
import org.openemm.account.Actor;

/** What the product would do with a file: charset, separator, mapping of the columns, dates. */
record Proposals(ImportWork work, ImportFiles files) {

    ImportSettings of(Actor actor, Path file) {
        Intake.Taken taken = new Intake(files, Long.MAX_VALUE).take(file, "");
        try {
            return of(actor, taken);
        } finally {
            if (!taken.file().equals(file)) {
                ImportFiles.delete(taken.file());
            }
        }
    }

    ImportSettings of(Actor actor, Intake.Taken taken) {
        return of(
                actor,
                taken.file(),
                taken.type() == FileType.CSV
                        ? ImportFiles.format(taken.file())
                        : CsvFormat.converted(taken.type()));
    }

    ImportSettings of(Actor actor, Path file, CsvFormat format) {
        FilePreview preview = ImportFiles.preview(file, format);
        return ImportSettings.proposed(
                format,
                preview.headings(),
                HeaderMatcher.propose(preview.headings(), work.catalog(actor)),
                ImportFiles.dates(preview));
    }
}

package org.openemm.importing;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.profilefield.ProfileFieldCatalog;

/** Files of the kind that a profile is for: their columns come into its draft. Keeps nothing. */
final class ProfileSamples {
    private static final long MAX_SAMPLE = 100L * 1024 * 1024;

    private final ImportFiles files;

    ProfileSamples(ImportFiles files) {
        this.files = files;
    }

    /** As {@link ImportProfiles#fromSample}. */
    ImportProfileDraft read(
            ImportProfileDraft base,
            boolean guess,
            InputStream content,
            String password,
            ProfileFieldCatalog catalog) {
        Path sample = files.keep(content, MAX_SAMPLE);
        Path csv = sample;
        try {
            Intake.Taken taken = new Intake(files, MAX_SAMPLE).take(sample, password);
            csv = taken.file();
            CsvFormat format = format(taken, base.file().format(), guess);
            FilePreview preview = ImportFiles.preview(csv, format);
            if (preview.headings().size() > ProfileRules.MAX_COLUMNS) {
                throw new InvalidInput(
                        "sample", "importing.profile.columns", ProfileRules.MAX_COLUMNS);
            }
            DateFormat dates = guess ? ImportFiles.dates(preview) : base.file().dates();
            return base.with(
                    new ProfileFile(format, dates, base.file().decimal(), base.file().zone()),
                    columns(base, preview, HeaderMatcher.propose(preview.headings(), catalog)));
        } finally {
            ImportFiles.delete(sample);
            ImportFiles.delete(csv);
        }
    }

    private static CsvFormat format(Intake.Taken taken, CsvFormat base, boolean guess) {
        if (taken.type() != FileType.CSV) {
            return CsvFormat.converted(taken.type()).withHeadless(base.headless());
        }
        return guess ? ImportFiles.format(taken.file()) : base.withType(FileType.CSV);
    }

    private static List<ProfileColumn> columns(
            ImportProfileDraft base, FilePreview preview, List<String> proposed) {
        List<ProfileColumn> columns = new ArrayList<>(base.columns());
        for (int i = 0; i < proposed.size(); i++) {
            boolean headless = base.file().format().headless();
            String heading = headless ? String.valueOf(i + 1) : preview.headings().get(i);
            String field = proposed.get(i);
            if (columns.stream().noneMatch(c -> c.fileColumn().equalsIgnoreCase(heading))) {
                boolean taken = columns.stream().anyMatch(c -> c.field().equals(field));
                columns.add(new ProfileColumn(heading, taken ? "" : field, false, ""));
            }
        }
        return columns;
    }
}

package org.openemm.importing;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openemm.InvalidInput;
import org.openemm.config.Settings;
import org.openemm.i18n.Texts;
import org.openemm.notification.SystemMails;

/** Tells the addresses of an import profile how an import ended. */
final class ImportMails {
    private static final List<String> LANGUAGES = List.of("en", "de");

    private final ImportWork work;
    private final Settings settings;
    private final SystemMails mails;
    private final ImportProfileStore profiles = new ImportProfileStore();
    private final Texts texts = texts();

    ImportMails(ImportWork work, Settings settings, SystemMails mails) {
        this.work = work;
        this.settings = settings;
        this.mails = mails;
    }

    /** Texts about imports and their rows. */
    static Texts texts() {
        return Texts.load(
                ImportMails.class.getClassLoader(),
                List.of("messages/importing", "messages/recipient"),
                LANGUAGES);
    }

    /** After an import was written, wholly or until somebody stopped it. */
    void ended(Import task) {
        boolean problems = task.numbers().bad() > 0 || task.state() != ImportState.DONE;
        report(task).ifPresent(report -> send(task, report, problems));
    }

    /** After one that could not be checked or written. */
    void failed(long id) {
        work.database()
                .inTransaction(tx -> work.store().find(tx, id))
                .ifPresent(task -> report(task).ifPresent(report -> send(task, report, true)));
    }

    private Optional<ProfileReport> report(Import task) {
        return task.profileId() == 0
                ? Optional.empty()
                : work.database()
                        .inTransaction(tx -> profiles.find(tx, task.companyId(), task.profileId()))
                        .map(profile -> profile.draft().report());
    }

    private void send(Import task, ProfileReport report, boolean problems) {
        String addresses = problems ? report.to() + "," + report.errorsTo() : report.to();
        String distinct =
                String.join(
                        ",",
                        Stream.of(addresses.split("[,;\\s]+"))
                                .filter(address -> !address.isEmpty())
                                .distinct()
                                .toList());
        if (!distinct.isEmpty()) {
            Locale locale = locale(task, report);
            mails.sendEachTime(
                    distinct,
                    texts.text(locale, "importing.mail.subject." + task.state(), task.fileName()),
                    text(task, locale));
        }
    }

    private String text(Import task, Locale locale) {
        ImportNumbers numbers = task.numbers();
        NumberFormat format = NumberFormat.getIntegerInstance(locale);
        List<String> lines = new ArrayList<>();
        lines.add(
                texts.text(
                        locale,
                        "importing.mail.text." + task.state(),
                        task.fileName(),
                        task.user()));
        for (InvalidInput.Problem problem : task.problems()) {
            lines.add(texts.text(locale, problem.key(), problem.arguments().toArray()));
        }
        lines.add("");
        if (task.state() != ImportState.FAILED) {
            lines.add(number(locale, format, "importing.mail.rows", numbers.rows()));
            lines.add(number(locale, format, "importing.mail.inserted", numbers.inserted()));
            lines.add(number(locale, format, "importing.mail.updated", numbers.updated()));
            lines.add(number(locale, format, "importing.mail.bound", numbers.bound()));
            lines.add(number(locale, format, "importing.mail.bad", numbers.bad()));
            for (Map.Entry<RowProblem, Long> problem : numbers.problems().entrySet()) {
                lines.add(
                        "  "
                                + number(
                                        locale,
                                        format,
                                        "importing.mail.problem." + problem.getKey(),
                                        problem.getValue()));
            }
            lines.add("");
        }
        lines.add(texts.text(locale, "importing.mail.link"));
        lines.add(
                address(task.companyId())
                        + "/recipient/import/wizard/step/preScan.action?id="
                        + task.id());
        return String.join("\n", lines) + "\n";
    }

    private String number(Locale locale, NumberFormat format, String key, long number) {
        return texts.text(locale, key) + ": " + format.format(number);
    }

    /** That of the profile, else that of the user who imports. */
    private Locale locale(Import task, ProfileReport report) {
        String language =
                report.language().isEmpty()
                        ? work.database()
                                .inTransaction(tx -> work.results().languageOf(tx, task.adminId()))
                        : report.language();
        Locale locale = Locale.forLanguageTag(language.toLowerCase(Locale.ROOT));
        return LANGUAGES.contains(locale.getLanguage()) ? locale : Locale.ENGLISH;
    }

    /** Where users reach this server. */
    private String address(int company) {
        return Stream.of(
                        settings.get(0, "system.url", ""),
                        work.database().inTransaction(tx -> work.results().domain(tx, company)),
                        "http://" + settings.hostName())
                .map(address -> address.strip().replaceAll("/+$", ""))
                .filter(address -> !address.isEmpty())
                .findFirst()
                .orElseThrow();
    }
}

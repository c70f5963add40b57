package org.openemm.control.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openemm.Core;
import org.openemm.account.Actor;
import org.openemm.company.CompanyDraft;
import org.openemm.importing.ImportReport;
import org.openemm.importing.ImportSettings;
import org.openemm.mailinglist.Mailinglist;
import org.openemm.profilefield.DataType;
import org.openemm.profilefield.ProfileFieldCatalog;
import org.openemm.profilefield.ProfileFieldDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.target.Target;
import org.openemm.target.TargetDraft;

/** The tenant of the demonstration: brand, lists, fields, recipients, target groups. */
final class Tenant {
    private static final String NAME = "Fern & Field";
    static final String NEWSLETTER_LIST = "Fern & Field Newsletter";
    private static final String FRIENDS_LIST = "Fern & Field Friends";
    private static final String OFFERS_LIST = "Fern & Field Offers";
    private static final String ACCENT = "#1f6b4a";
    private static final List<String> TEAM = List.of("team@example.com", "editor@example.com");
    private static final Map<String, String> COLUMNS =
            Map.ofEntries(
                    Map.entry("E-Mail", "email"),
                    Map.entry("First name", "firstname"),
                    Map.entry("Last name", "lastname"),
                    Map.entry("Gender", "gender"),
                    Map.entry("Title", "title"),
                    Map.entry("Language", "lang"),
                    Map.entry("Birthday", "birthday"),
                    Map.entry("City", "city"),
                    Map.entry("Country", "country"),
                    Map.entry("Interest", "interest"),
                    Map.entry("Orders", "orders"));

    private final Core core;
    private final Actor actor;
    private final String address;

    Tenant(Core core, Actor actor, String address) {
        this.core = core;
        this.actor = actor;
        this.address = address;
    }

    /** Brand, addresses, lists and fields. */
    String prepare() throws IOException {
        try (InputStream logo = resource("logo.png")) {
            core.brands().set(actor, logo.readAllBytes(), ACCENT);
        }
        CompanyDraft company = CompanyDraft.of(core.companies().get(actor));
        core.companies()
                .update(
                        actor,
                        new CompanyDraft(
                                NAME,
                                company.description(),
                                address,
                                company.mailloopDomain(),
                                company.maxRecipients(),
                                company.notificationEmail(),
                                company.contactTech()));
        list(NEWSLETTER_LIST, "Every second Friday: what grows, what blooms, what to do");
        list(OFFERS_LIST, "Offers of the shop");
        field("lang", "Language", DataType.VARCHAR, 5);
        field("birthday", "Birthday", DataType.DATE, 0);
        field("city", "City", DataType.VARCHAR, 100);
        field("country", "Country", DataType.VARCHAR, 2);
        field("interest", "Interest", DataType.VARCHAR, 30);
        field("orders", "Orders", DataType.INTEGER, 0);
        return "2 lists, 6 fields";
    }

    /** A file through the real import. */
    ImportReport importFile(Path file) throws IOException {
        ImportSettings proposed = core.imports().propose(actor, file);
        return core.imports()
                .run(actor, file, proposed.withColumns(columns(file)).withMailinglists(lists()));
    }

    /** A line of the file as values of a recipient. */
    Map<String, Object> values(String row) {
        String[] cells = row.split(";", -1);
        Map<String, Object> values = new HashMap<>();
        values.put("email", cells[0]);
        values.put("firstname", cells[1]);
        values.put("lastname", cells[2]);
        values.put(
                "gender",
                "mf".contains(cells[3]) && !cells[3].isEmpty() ? "mf".indexOf(cells[3]) : 2);
        values.put("title", cells[4]);
        values.put("lang", cells[5]);
        values.put(
                "birthday",
                cells[6].isEmpty()
                        ? null
                        : LocalDate.parse(cells[6], DateTimeFormatter.ofPattern("dd.MM.yyyy")));
        values.put("city", cells[7]);
        values.put("country", cells[8]);
        values.put("interest", cells[9]);
        values.put("orders", cells[10].isEmpty() ? null : Integer.valueOf(cells[10]));
        values.put("mailtype", 1);
        return values;
    }

    /** The lists that everybody is in. */
    List<Integer> lists() {
        return List.of(list(NEWSLETTER_LIST, ""), list(OFFERS_LIST, ""));
    }

    String targetGroups() {
        Map<String, String> rules = new java.util.LinkedHashMap<>();
        rules.put("New customers", "`Orders` = 0");
        rules.put("Regular customers", "`Orders` >= 3");
        rules.put("Balcony gardeners", "`Interest` = 'balcony'");
        StringBuilder counts = new StringBuilder();
        rules.forEach(
                (name, eql) -> {
                    target(name, eql);
                    counts.append(counts.isEmpty() ? "" : ", ")
                            .append(name)
                            .append(' ')
                            .append(core.targets().count(actor, eql));
                });
        return counts.toString();
    }

    int target(String name) {
        return findTarget(name)
                .orElseThrow(() -> new IllegalStateException("No target group " + name));
    }

    /** A small list of people who are in the big one, too. */
    int friendsList() {
        return list(FRIENDS_LIST, "People who try things first");
    }

    int newsletterList() {
        return list(NEWSLETTER_LIST, "");
    }

    private void target(String name, String eql) {
        if (findTarget(name).isEmpty()) {
            core.targets().save(actor, new TargetDraft(0, name, "", eql));
        }
    }

    private Optional<Integer> findTarget(String name) {
        return core.targets().all(actor).stream()
                .filter(target -> target.name().equals(name))
                .map(Target::id)
                .findFirst();
    }

    private int list(String name, String description) {
        return core.mailinglists()
                .findByName(actor, name)
                .map(Mailinglist::id)
                .orElseGet(() -> core.mailinglists().create(actor, name, description));
    }

    private void field(String column, String name, DataType type, int length) {
        ProfileFieldCatalog fields = core.profileFields().of(actor);
        if (fields.column(column).isEmpty()) {
            core.profileFields().create(actor, ProfileFieldDraft.of(column, name, type, length));
        }
    }

    /** Two people of the shop who get admin and test mails. */
    String team() {
        for (String email : TEAM) {
            if (core.recipients().findBy(actor, "email", email).isEmpty()) {
                Map<String, Object> values = new HashMap<>();
                values.put("email", email);
                values.put("firstname", email.startsWith("team") ? "Ada" : "Bert");
                values.put("lastname", "Fern");
                long id = core.recipients().create(actor, values);
                UserType type = email.startsWith("team") ? UserType.ADMIN : UserType.TEST;
                core.bindings()
                        .set(
                                actor,
                                Binding.of(
                                        id,
                                        newsletterList(),
                                        type,
                                        BindingStatus.ACTIVE,
                                        "Team of the shop"));
            }
        }
        return String.join(", ", TEAM);
    }

    private static List<String> columns(Path file) throws IOException {
        try (java.io.BufferedReader reader = Files.newBufferedReader(file)) {
            return List.of(reader.readLine().split(";")).stream().map(COLUMNS::get).toList();
        }
    }

    static InputStream resource(String name) {
        return Tenant.class.getResourceAsStream("/demo/" + name);
    }
}

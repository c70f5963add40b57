package org.openemm;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.openemm.account.ActivityLog;
import org.openemm.account.Users;
import org.openemm.blocklist.Blocklist;
import org.openemm.company.Brands;
import org.openemm.company.Companies;
import org.openemm.config.Home;
import org.openemm.config.ResponseHeaders;
import org.openemm.config.Settings;
import org.openemm.config.SystemCfg;
import org.openemm.dashboard.Dashboard;
import org.openemm.database.Counted;
import org.openemm.database.Database;
import org.openemm.delivery.MergerClient;
import org.openemm.delivery.Sending;
import org.openemm.dkim.Dkim;
import org.openemm.importing.Imports;
import org.openemm.job.JobEngine;
import org.openemm.mailbox.Mailbox;
import org.openemm.mailing.MailingChecks;
import org.openemm.mailing.MailingContents;
import org.openemm.mailing.MailingFiles;
import org.openemm.mailing.MailingLinks;
import org.openemm.mailing.Mailings;
import org.openemm.mailing.StarterTemplate;
import org.openemm.mailinglist.Mailinglists;
import org.openemm.mailloop.Messages;
import org.openemm.notification.MailRoute;
import org.openemm.notification.MailsAside;
import org.openemm.notification.Notifications;
import org.openemm.notification.SystemMails;
import org.openemm.planning.Planning;
import org.openemm.profilefield.ProfileFields;
import org.openemm.recipient.Bindings;
import org.openemm.recipient.Recipients;
import org.openemm.rendering.Previews;
import org.openemm.statistics.MailingStatistics;
import org.openemm.target.Targets;

/**
 * The domain, put together: every deployable opens one and hands its services to its own parts.
 * Reads from top to bottom as the list of what the product can do.
 */
public final class Core implements AutoCloseable {
    /** Classes mapped by Hibernate: configuration, never recipients or events. */
    private static final List<Class<?>> ENTITIES =
            Stream.of(Mailinglists.entities(), Mailings.entities()).flatMap(List::stream).toList();

    private final Clock clock;
    private final Home home;
    private final Database database;
    private final ActivityLog activityLog;
    private final MailsAside mailsAside;
    private final AccountServices accounts;
    private final Companies companies;
    private final Brands brands;
    private final Settings settings;
    private final ResponseHeaders responseHeaders;
    private final Notifications notifications;
    private final SystemMails systemMails;
    private final JobEngine jobEngine;
    private final Mailbox mailbox;
    private final Messages messages;
    private final SendingServices sendings;
    private final RecipientServices people;
    private final TargetServices audiences;
    private final PersonServices persons;
    private final ListServices lists;
    private final ExchangeServices exchange;
    private final Counted counted;
    private final MailingServices letters;
    private final Previews previews;
    private final MailingStatistics mailingStatistics;
    private final Planning planning;
    private final Dashboard dashboard;
    private final Dkim dkim;
    private final DispatchServices dispatch;
    private final MailloopServices mailloop;

    private Core(DataSource dataSource, Home home, Clock clock) {
        this.clock = clock;
        this.home = home;
        database = Database.over(dataSource, ENTITIES);
        activityLog = new ActivityLog(clock);
        companies = new Companies(database, activityLog, clock);
        brands = new Brands(database, activityLog);
        settings = new Settings(database, home, clock);
        responseHeaders = new ResponseHeaders(database, clock);
        SystemCfg systemCfg = SystemCfg.read(home);
        systemMails = new SystemMails(database, settings, MailRoute.of(systemCfg), clock);
        mailsAside = new MailsAside(systemMails);
        accounts = AccountServices.of(database, home, settings, activityLog, mailsAside, clock);
        notifications = new Notifications(database, clock);
        people = RecipientServices.of(database, settings, activityLog, clock);
        counted = new Counted(clock);
        audiences =
                TargetServices.of(
                        database, people, counted, settings, accounts.users(), activityLog, clock);
        Targets targets = audiences.targets();
        lists = ListServices.of(database, accounts.users(), settings, activityLog, counted, clock);
        persons = PersonServices.of(database, people, audiences, counted, activityLog, clock);
        exchange =
                ExchangeServices.open(
                        database,
                        home,
                        settings,
                        activityLog,
                        people,
                        audiences,
                        lists.mailinglists(),
                        notifications,
                        systemMails,
                        clock);
        letters = MailingServices.of(database, activityLog, clock, people.fields(), targets);
        previews = new Previews(database, clock);
        mailingStatistics = new MailingStatistics(database);
        planning = new Planning(database, activityLog, clock);
        dkim = Dkim.of(database, activityLog, home, systemCfg, clock);
        jobEngine =
                Jobs.engine(
                        database,
                        companies,
                        settings,
                        systemMails,
                        notifications,
                        persons.changes(),
                        home,
                        clock);
        mailbox = new Mailbox(home.mailbox(), clock);
        messages = new Messages(database);
        dispatch = DispatchServices.of(database, activityLog, home, systemCfg, clock);
        mailloop =
                MailloopServices.of(
                        database,
                        activityLog,
                        home,
                        systemCfg,
                        settings,
                        people,
                        dkim.senders(),
                        counted,
                        messages,
                        systemMails,
                        clock);
        sendings =
                SendingServices.of(
                        database,
                        activityLog,
                        settings,
                        MergerClient.of(systemCfg),
                        letters.checks(),
                        targets,
                        dkim.senders(),
                        counted,
                        clock);
        dashboard =
                new Dashboard(
                        database,
                        planning,
                        sendings.sending(),
                        letters.checks(),
                        exchange.imports(),
                        dkim.unsigned(),
                        company -> MailRoute.isSet(systemCfg) || dispatch.routes().hasAny(company),
                        clock);
    }

    /**
     * @param dataSource pool on a migrated database
     */
    public static Core open(DataSource dataSource, Home home, Clock clock) {
        return new Core(dataSource, home, clock);
    }

    public Clock clock() {
        return clock;
    }

    public Home home() {
        return home;
    }

    public Database database() {
        return database;
    }

    public ActivityLog activityLog() {
        return activityLog;
    }

    /** Mailings as a recipient sees them. */
    public Previews previews() {
        return previews;
    }

    /** Who may come in, and what they did. */
    public AccountServices accounts() {
        return accounts;
    }

    /** Users of the GUI: logging in, passwords, rights. */
    public Users users() {
        return accounts.users();
    }

    /** What administrators set in the database. */
    public Settings settings() {
        return settings;
    }

    /** Headers that administrators add to responses. */
    public ResponseHeaders responseHeaders() {
        return responseHeaders;
    }

    /** Mails of the system to the people who run it. */
    public SystemMails systemMails() {
        return systemMails;
    }

    /** The bell of the pages. */
    public Notifications notifications() {
        return notifications;
    }

    /** Runs the jobs of the queue; one application per host starts it. */
    public JobEngine jobEngine() {
        return jobEngine;
    }

    /** The tenants. */
    public Companies companies() {
        return companies;
    }

    /** Logo and colour of each tenant. */
    public Brands brands() {
        return brands;
    }

    /** The built-in mailbox: messages and addresses to refuse. */
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Messages that came in: bounces, replies, complaints. */
    public Messages messages() {
        return messages;
    }

    /** Where mails are handed over, and what holds them. */
    public DispatchServices dispatch() {
        return dispatch;
    }

    /** Filters for what comes back to mailings. */
    public MailloopServices mailloop() {
        return mailloop;
    }

    /** Sends mailings and tells how far they are. */
    public Sending sending() {
        return sendings.sending();
    }

    /** Everything that sends mailings, and tells before what will happen. */
    public SendingServices sendings() {
        return sendings;
    }

    /** Columns of the recipients of each company. */
    public ProfileFields profileFields() {
        return people.fields();
    }

    /** Addresses that must not get mail. */
    public Blocklist blocklist() {
        return people.blocklist();
    }

    /** Recipients, one at a time. */
    public Recipients recipients() {
        return people.recipients();
    }

    /** Who is in which mailing list. */
    public Bindings bindings() {
        return people.bindings();
    }

    /** Groups of recipients. */
    public TargetServices audiences() {
        return audiences;
    }

    public Targets targets() {
        return audiences.targets();
    }

    /** Recipients as persons: forgetting them, changing many. */
    public PersonServices persons() {
        return persons;
    }

    /** Mailing lists, whom they are open to, and those in the bin. */
    public ListServices lists() {
        return lists;
    }

    /** Mailing lists. */
    public Mailinglists mailinglists() {
        return lists.mailinglists();
    }

    /** Numbers that cost time to count, for the eye. */
    public Counted counted() {
        return counted;
    }

    /** Recipients from files and to files, and the log of that. */
    public ExchangeServices exchange() {
        return exchange;
    }

    /** Recipients from files. */
    public Imports imports() {
        return exchange.imports();
    }

    /** Mailings and templates. */
    public Mailings mailings() {
        return letters.mailings();
    }

    /** Frames and content blocks of mailings. */
    public MailingContents mailingContents() {
        return letters.contents();
    }

    /** Links of mailings. */
    public MailingLinks mailingLinks() {
        return letters.links();
    }

    /** Images and attachments of mailings. */
    public MailingFiles mailingFiles() {
        return letters.files();
    }

    /** What stands in the way of sending a mailing. */
    public MailingChecks mailingChecks() {
        return letters.checks();
    }

    /** The newsletter template that comes with the product. */
    public StarterTemplate starterTemplate() {
        return letters.starter();
    }

    /** Figures of mailings. */
    public MailingStatistics mailingStatistics() {
        return mailingStatistics;
    }

    /** What is sent when. */
    public Planning planning() {
        return planning;
    }

    /** What a person sees first in the morning. */
    public Dashboard dashboard() {
        return dashboard;
    }

    /** Keys that sign mails. */
    public Dkim dkim() {
        return dkim;
    }

    @Override
    public void close() {
        jobEngine.close();
        mailsAside.close();
        exchange.close();
        people.fields().close();
        persons.close();
        counted.close();
        database.close();
    }
}

package org.openemm.config;

import java.util.Map;
import java.util.TreeMap;

/**
 * What holds when neither config_tbl nor company_info_tbl says otherwise. The one list of settings
 * that the program reads: name, value, meaning.
 */
final class Defaults {
    private static final String LIST =
            """
            configuration.expiration.minutes = 5                | how long settings are kept in memory
            system.url =                                        | public address of the GUI
            system.defaultRdirDomain =                          | redirect domain of new companies
            system.defaultMailloopDomain =                      | filter domain of new companies
            system.salt.file = ${HOME}/conf/keys/emm.salt       | key of webservice passwords
            system.licence = 0                                  | licence number in UIDs
            system.mail.host =                                  | SMTP relay of the mails of the system
            system.alert.mail =                                 | is told about hanging jobs
            system.RdirLandingpage =                            | where redirect calls without parameters go
            system.UserActivityLog.Expire = 180                 | days that the activity log is kept
            system.Report.Expire = 180                          | days that import reports are kept
            system.ExportReport.Expire = 30                     | days that export reports are kept
            system.MaximumUploadImageSize = 5242880             | bytes
            system.MaximumWarningImageSize = 1048576            | bytes
            system.MaximumUploadAttachmentSize = 10485760       | bytes
            system.MaximumWarningAttachmentSize = 1048576       | bytes
            jobqueue.execute = 0                                | above 0: this host runs jobs
            import.MaximumParallelJobQueueJobs = 3              | jobs at the same time per host
            birt.url =                                          | statistics application as browsers see it
            birt.url.intern =                                   | statistics application as the GUI sees it
            birt.privatekey = ${HOME}/conf/keys/birt_private.pem | signs requests for reports
            birt.publickey = ${HOME}/conf/keys/birt_public.pem  | checks them
            webservices.url =                                   | address of the SOAP interface
            mailaddress.sender =                                | sender of the mails of the system
            mailaddress.sender.name =                           | its name
            mailaddress.replyto =                               | reply-to address of the mails of the system
            mailaddress.replyto.name =                          | its name
            mailaddress.bounce =                                | where they bounce to
            mailaddress.error =                                 | is told about errors
            mailaddress.info.cleaner =                          | is told when cleaning takes too long
            mailaddress.frontend =                              | is told about errors of forms and scripts
            mailaddress.support =                               | gets problem reports
            mailaddress.feature_support =                       | gets wishes
            mailout.ini.metadir = ${HOME}/var/spool/META        | packages in generation
            mailout.ini.blocksize = 1000                        | recipients per block
            loginTracking.webui.maxFails = 10                   | failed logins before an address is blocked
            loginTracking.webui.ipBlockTimeSeconds = 60         | how long it stays blocked
            loginTracking.webservices.enabled = true            | the same for SOAP
            loginTracking.webservices.maxFails = 10             | failed calls before an address is blocked
            loginTracking.webservices.ipBlockTimeSeconds = 300  | how long it stays blocked
            restful.maxRestfulRequestDataSize = 1048576         | bytes that a call of REST may carry
            restful.enableQuota = false                         | calls of REST are limited
            restful.quota.default_api_call_limits = 432000/P1D;1200/PT1M | how many, in which time
            restful.quota.costs_cache_retention_seconds = 300   | how long quotas are kept in memory
            RestfulJwtValidityMinutes = 60                      | how long tokens for REST last
            security.csrfProtection.enabled = true              | forms need a token
            security.sessionHijackingPrevention = enabled       | a session belongs to one address
            host_authentication.authentication = disabled       | new devices confirm with a mailed code
            password.policy = LENGTH_8_MIXED                    | rule for new passwords
            password.expire.days = 90                           | -1 never
            password.expire.notification.days = 14              | warned this long before
            password.expire.final.days = 90                     | login possible this long after
            notifications.sendPasswordChanged = true            | mail to the user after a change of the password
            logon.legal.en =                                    | legal notice of the login page, English
            logon.legal.de =                                    | legal notice of the login page, German
            expire.default = 1460                               | days that tracking data is kept
            expire.statistics = 1460                            | days that openings and clicks are kept
            expire.success = 180                                | days that deliveries are kept
            expire.notification = 60                            | days that notifications are kept
            expire.recipient = 30                               | days that unconfirmed recipients are kept
            expire.mailinglist = 30                             | days that the recipients of a deleted mailing list are kept, 0 for ever
            expire.bounce = 90                                  | days that bounces are kept
            expire.mailloopMessage = 30                         | days that messages that came in are kept
            expire.mailloopLog = 180                            | days that the log of what was done with them is kept
            mailloop.confirmations.address = 3                  | mails that ask one mailbox to confirm a subscription, per day
            mailloop.confirmations.filter = 100                 | the same by one filter, per hour
            expire.upload = 14                                  | days that uploads are kept
            expire.deliverytracking = 30                        | days that delivery details are kept
            expire-recv = 0                                     | days that receptions are kept, 0 for ever
            expire-recipients-report = 90                       | days that import and export reports are kept
            maxFields = 50                                      | profile fields per company
            maxAdminMails = 25                                  | recipients of an admin or test sending
            recipient.profileFields.allowHtml = false           | HTML in profile values
            recipient.emailInUseWarning = true                  | warn when an address exists already
            AllowEmptyEmail = false                             | recipients without an address
            AllowEmailWithWhitespace = false                    | blanks in addresses
            AllowUnnormalizedEmails = false                     | addresses stay as typed
            recipient.trackingVeto.anonymizeAllRecipients = false | nobody is tracked by name
            measure.writecustomeropenorclickfield = true        | keep lastopen_date and lastclick_date
            import.recipient.maxRows = 500000                   | lines of an import
            import.recipient.maxSize = 104857600                | bytes of an import
            mailing.generation.minutes = 60                     | generation starts this long before sending
            company.mailingSizeWarningThresholdBytes = 2097152  | size of a mail that is warned about
            company.mailingSizeErrorThresholdBytes = 10485760   | size of a mail that is refused
            default.blocksize.value = 0                         | mails per step of a sending, 0 all at once
            mailing.minimum.approvals = 1                       | test sendings before a real one
            trackableLinks.defaultTracking = 3                  | new links: 0 none, 1 text, 2 HTML, 3 both
            rdir.undecodableLink.url = /assets/rdir/404/404.html | where broken links lead
            imagelink-template = %(rdir-domain)/image/%(licence-id)/%(company-id)/%(mailing-id)/[name] | hosted images
            imagelink-template-no-cache = %(rdir-domain)/image/nc/%(licence-id)/%(company-id)/%(mailing-id)/[name] | hosted images, not cached
            url-default =                                       | redirect domain of companies without one
            formname.fullview = fullview                        | form behind the web view link
            webservice.default_api_call_limits = 432000/P1D;1200/PT1M | calls per time of a webservice user
            webservice.bulk_size_limit = 1000                   | elements of one call
            webservice.enablePermissions = false                | operations are granted one by one
            clear-empty-dyn-block = false                       | an empty block removes its surroundings
            use-extended-usertypes = true                       | VIP types t and w
            admin-test-mark-subject-admin = [ADMIN]             | put before the subject of admin mails
            admin-test-mark-subject-test = [TEST]               | put before the subject of test mails
            admin-test-mark-to-admin = Adminmail                | recipient name of admin mails
            admin-test-mark-to-test = Testmail                  | recipient name of test mails
            SendMailingWithoutDkimCheck = warning               | sending without a DKIM key
            statistic.summary.expiredAfterSeconds = 900         | age of summary statistics
            report.MaximumMailingsPerReport = 60                | mailings in one report
            linkchecker.linktimeout = 30000                     | milliseconds per link
            onlinehelp.languages = de;en                        | languages of the help
            UploadMaximumSizeBytes = 67108864                   | bytes of one file
            UploadMaximumOverallSizeBytes = 1610612736          | bytes of all files
            """;

    private Defaults() {}

    /** Name (any case) to value; an empty value means that there is none. */
    static Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        LIST.lines()
                .map(line -> line.substring(0, line.indexOf('|')))
                .map(line -> line.split("=", 2))
                .filter(pair -> !pair[1].isBlank())
                .forEach(pair -> values.put(pair[0].trim(), pair[1].trim()));
        return values;
    }
}

package org.openemm.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openemm.account.Actor;
import org.openemm.account.RecipientLimit;
import org.openemm.content.NamedAddress;
import org.openemm.mailing.EmailSettings;
import org.openemm.mailing.MailingDraft;
import org.openemm.recipient.Binding;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.recipient.UserType;
import org.openemm.target.TargetDraft;

/** Users who are limited to a target group send to its recipients only. */
class SendLimitsTest extends RecipientTestBase {
    @Test
    void theGroupsOfTheUserStandInFrontOfTheExpressionOnce() {
        RecipientLimit limit = new RecipientLimit("TRUE", List.of(3, 4));

        assertEquals("3|4", SendLimits.limited(limit, ""));
        assertEquals("(3|4)&(7|8)", SendLimits.limited(limit, "7|8"));
        assertEquals("(3|4)&(7|8)", SendLimits.limited(limit, "(3|4)&(7|8)"));
        assertEquals("3|4", SendLimits.limited(limit, "3|4"));
        assertEquals("(3|4)&((3|4)&(7)|(8))", SendLimits.limited(limit, "(3|4)&(7)|(8)"));
        assertEquals("(3|4)&((3|5)&(7))", SendLimits.limited(limit, "(3|5)&(7)"));
    }

    @Test
    void whatALimitedUserSendsReachesNobodyElse() {
        int list = core.mailinglists().create(ANNA, "All", "");
        add(list, "eva@example.com", 1, UserType.WORLD);
        add(list, "adam@example.com", 0, UserType.WORLD);
        add(list, "tina@example.com", 1, UserType.TEST);
        add(list, "theo@example.com", 0, UserType.TEST);
        int women = core.targets().save(ANNA, new TargetDraft(0, "Women", "", "gender = 1"));
        Actor bert = limited(women);
        Sending sending =
                new Sending(
                        core.database(),
                        core.activityLog(),
                        core.settings(),
                        new MergerClient("127.0.0.1", 1),
                        (tx, actor, mailing) -> {},
                        core.clock());
        int mailing =
                core.mailings()
                        .create(
                                ANNA,
                                MailingDraft.of(
                                        "Mailing",
                                        list,
                                        EmailSettings.of(
                                                "Subject",
                                                NamedAddress.parse("News <a@b.example>"))));

        int test = sending.test(bert, mailing);
        int free = sending.test(ANNA, mailing);
        int world = sending.world(bert, mailing, SendOptions.now());

        assertEquals(1, recipients(sending.job(ANNA, test).orElseThrow()));
        assertEquals(2, recipients(sending.job(ANNA, free).orElseThrow()));
        assertEquals(2, recipients(sending.job(ANNA, world).orElseThrow()));
        assertEquals(
                "" + women,
                one(
                        String.class,
                        "SELECT target_expression FROM mailing_tbl WHERE mailing_id = " + mailing));
    }

    private static long recipients(Maildrop job) {
        return core.database()
                .inTransaction(
                        tx ->
                                Audience.of(tx, job, core.targets()::expressionSql)
                                        .count(tx)
                                        .total());
    }

    private static void add(int list, String email, int gender, UserType type) {
        long id =
                core.recipients()
                        .create(ANNA, java.util.Map.of("email", email, "gender", "" + gender));
        core.bindings().set(ANNA, Binding.of(id, list, type, BindingStatus.ACTIVE, ""));
    }

    private static Actor limited(int group) {
        return new Actor(
                Actor.Kind.SYSTEM,
                0,
                "bert",
                1,
                Set.of(),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                new RecipientLimit("((cust.gender = 1))", List.of(group)));
    }
}

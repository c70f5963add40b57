package org.openemm.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openemm.InvalidInput;
import org.openemm.NotFound;
import org.openemm.eql.EqlIds;
import org.openemm.recipient.RecipientTestBase;
import org.openemm.target.TargetFiles.Conflict;
import org.openemm.target.TargetFiles.Outcome;
import org.openemm.target.TargetFiles.Preview;

/** Target groups travel in files. */
class TargetFilesTest extends RecipientTestBase {
    @AfterEach
    void nothingLeft() {
        execute("DELETE FROM dyn_target_tbl WHERE company_id > 0");
        execute("DELETE FROM mailing_tbl");
        execute("DELETE FROM rdir_url_tbl");
    }

    @Test
    void aGroupComesBackAsItWentWithItsMarks() {
        int id =
                core.targets()
                        .save(
                                ANNA,
                                new TargetDraft(
                                        0, "Wömen \"x\"", "<b>all</b>", "gender = 1", true));
        core.targets().setLocked(ANNA, id, true);
        String file = files().export(ANNA, List.of(id, id));
        execute("DELETE FROM dyn_target_tbl WHERE company_id > 0");

        Outcome outcome = files().load(ANNA, file, Set.of(0), Conflict.SKIP);

        Target back = core.targets().get(ANNA, outcome.created().get(0));
        assertEquals("Wömen \"x\"", back.name());
        assertEquals("<b>all</b>", back.description());
        assertEquals("gender = 1", back.eql());
        assertTrue(back.adminTest() && back.locked());
    }

    @Test
    void mailingsAndLinksAreFoundByTheirNamesInTheOtherCompany() {
        mailing(1, 501, "Spring", "https://a.example/");
        mailing(otto.companyId(), 901, "Spring", "https://a.example/");
        int link = one(Integer.class, "SELECT url_id FROM rdir_url_tbl WHERE mailing_id = 501");
        int other = one(Integer.class, "SELECT url_id FROM rdir_url_tbl WHERE mailing_id = 901");
        String rule =
                "OPENED MAILING 501 AND NOT CLICKED LINK %d IN MAILING 501 AND lastname <> 'MAILING 501 😀'"
                        .formatted(link);
        int id = core.targets().save(ANNA, new TargetDraft(0, "Readers", "", rule));
        String file = files().export(ANNA, List.of(id));

        Preview preview = files().look(otto, file).get(0);
        Outcome outcome = files().load(otto, file, Set.of(0), Conflict.SKIP);

        assertTrue(preview.isGood(), preview::toString);
        assertEquals(
                "OPENED MAILING 901 AND NOT CLICKED LINK %d IN MAILING 901 AND lastname <> 'MAILING 501 😀'"
                        .formatted(other),
                core.targets().get(otto, outcome.created().get(0)).eql());
    }

    @Test
    void whatIsMissingIsNamedAndNothingIsWritten() {
        mailing(1, 502, "Summer", "https://a.example/");
        int id = core.targets().save(ANNA, new TargetDraft(0, "Readers", "", "OPENED MAILING 502"));
        String file = files().export(ANNA, List.of(id));

        Preview preview = files().look(otto, file).get(0);

        assertFalse(preview.isGood());
        assertEquals(
                List.of(new TargetFiles.Missing(EqlIds.Kind.MAILING, 502, "Summer")),
                preview.missing());
        assertEquals(
                "error.target.file.group",
                problem(() -> files().load(otto, file, Set.of(0), Conflict.SKIP)));
        assertEquals(List.of(), core.targets().all(otto));
    }

    @Test
    void aNameThatIsThereIsSkippedNumberedOrReplaced() {
        int id = core.targets().save(ANNA, new TargetDraft(0, "Women", "", "gender = 1"));
        String file = files().export(ANNA, List.of(id));
        core.targets().save(ANNA, new TargetDraft(id, "Women", "changed", "gender = 0"));

        assertEquals(id, files().look(ANNA, file).get(0).existing());
        assertEquals(
                List.of("Women"), files().load(ANNA, file, Set.of(0), Conflict.SKIP).skipped());
        int copy = files().load(ANNA, file, Set.of(0), Conflict.RENAME).created().get(0);
        int again = files().load(ANNA, file, Set.of(0), Conflict.RENAME).created().get(0);
        assertEquals("Women (2)", core.targets().get(ANNA, copy).name());
        assertEquals("Women (3)", core.targets().get(ANNA, again).name());
        assertEquals("gender = 0", core.targets().get(ANNA, id).eql());
        assertEquals(List.of(id), files().load(ANNA, file, Set.of(0), Conflict.REPLACE).replaced());
        assertEquals("gender = 1", core.targets().get(ANNA, id).eql());
        core.targets().setLocked(ANNA, id, true);
        assertThrows(
                InvalidInput.class, () -> files().load(ANNA, file, Set.of(0), Conflict.REPLACE));
    }

    @Test
    void severalGroupsAreAllImportedOrNone() {
        int one = core.targets().save(ANNA, new TargetDraft(0, "First", "", "gender = 1"));
        int two = core.targets().save(ANNA, new TargetDraft(0, "Second", "", "gender = 0"));
        String file = files().export(ANNA, List.of(one, two)).replace("gender = 0", "nofield = 0");

        List<Preview> previews = files().look(otto, file);
        assertTrue(previews.get(0).isGood());
        assertEquals(
                "error.target.eql.unknownProfileField", previews.get(1).problems().get(0).key());
        assertThrows(
                InvalidInput.class, () -> files().load(otto, file, Set.of(0, 1), Conflict.SKIP));
        assertEquals(List.of(), core.targets().all(otto));
        assertEquals(1, files().load(otto, file, Set.of(0), Conflict.SKIP).created().size());
    }

    @Test
    void anythingElseIsRefused() {
        for (String text :
                List.of(
                        "",
                        "null",
                        "[]",
                        "{}",
                        "{\"format\":\"openemm-target-groups\",\"version\":1}",
                        "{\"format\":\"openemm-target-groups\",\"version\":1,\"groups\":[null]}",
                        "{\"format\":\"other\",\"version\":1,\"groups\":[{\"name\":\"x\"}]}",
                        "<html>",
                        "x".repeat(100_000))) {
            assertEquals("error.target.file", problem(() -> files().look(ANNA, text)), text);
        }
        assertEquals(
                "error.target.file.version",
                problem(
                        () ->
                                files().look(
                                                ANNA,
                                                "{\"format\":\"openemm-target-groups\",\"version\":2,\"groups\":[{\"name\":\"x\"}]}")));
        String strange =
                "{\"format\":\"openemm-target-groups\",\"version\":1,\"groups\":[{\"name\":\"\",\"eql\":\"OPENED"
                    + " MAILING 99999999999\"},{\"eql\":\"CLICKED LINK 3"
                    + " IN\"}],\"names\":[null,{}]}";
        assertEquals(2, files().look(ANNA, strange).size());
        assertThrows(NotFound.class, () -> files().export(otto, List.of(1)));
    }

    @Test
    void numbersAreFoundInWhateverIsWrittenAroundThem() {
        assertEquals(
                List.of(
                        new EqlIds.Id(EqlIds.Kind.MAILING, 3, 0),
                        new EqlIds.Id(EqlIds.Kind.LINK, 4, 5),
                        new EqlIds.Id(EqlIds.Kind.MAILING, 5, 0),
                        new EqlIds.Id(EqlIds.Kind.MAILINGLIST, 6, 0),
                        new EqlIds.Id(EqlIds.Kind.TARGET, 7, 0)),
                EqlIds.of(
                        "opened mailing 3 or `mailing` = 9 and CLICKED LINK\n"
                            + "4 IN MAILING 5 AND HAS BINDING ON MAILINGLIST 6 OR IN TARGET GROUP 7"
                            + " OR x = 'LINK 8' OR MAILING 3"));
    }

    private static TargetFiles files() {
        return core.audiences().files();
    }

    private static void mailing(int company, int id, String name, String url) {
        execute(
                "INSERT INTO mailing_tbl (mailing_id, company_id, shortname) VALUES (%d, %d, '%s')"
                        .formatted(id, company, name));
        execute(
                "INSERT INTO rdir_url_tbl (mailing_id, company_id, full_url) VALUES (%d, %d, '%s')"
                        .formatted(id, company, url));
    }
}

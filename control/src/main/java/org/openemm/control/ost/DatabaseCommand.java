package org.openemm.control.ost;

import java.io.IOException;
import org.openemm.account.Actor;
import org.openemm.database.Database;

/** A command that works on the database. */
interface DatabaseCommand {
    void run(Database database, Actor actor) throws IOException;
}

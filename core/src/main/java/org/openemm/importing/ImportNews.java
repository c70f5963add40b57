package org.openemm.importing;

import org.openemm.database.Transaction;
import org.openemm.notification.Event;
import org.openemm.notification.Kind;
import org.openemm.notification.Notifications;

/** Tells users how an import ended, in the transaction in which it does. */
record ImportNews(Notifications notifications) {

    void done(Transaction tx, Import task, ImportNumbers numbers) {
        notifications.add(
                tx,
                event(
                        Kind.IMPORT_DONE,
                        task,
                        numbers.rows(),
                        numbers.inserted(),
                        numbers.updated(),
                        numbers.bad()));
    }

    void failed(Transaction tx, Import task) {
        notifications.add(tx, event(Kind.IMPORT_FAILED, task));
    }

    private static Event event(Kind kind, Import task, long... numbers) {
        return Event.of(
                kind, task.companyId(), task.adminId(), task.id(), task.fileName(), numbers);
    }
}

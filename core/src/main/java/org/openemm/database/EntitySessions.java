package org.openemm.database;

import java.sql.Connection;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/**
 * Hibernate's factory of sessions, built with the first session: it takes a second and many
 * classes, and a process that works with plain SQL alone never needs it. Thread-safe.
 */
final class EntitySessions {
    private final List<Class<?>> entities;
    private SessionFactory factory;
    private boolean closed;

    EntitySessions(List<Class<?>> entities) {
        this.entities = List.copyOf(entities);
    }

    /** A session on a connection that somebody else opened and closes. */
    Session open(Connection connection) {
        return factory().withOptions().connection(connection).openSession();
    }

    synchronized void close() {
        closed = true;
        if (factory != null) {
            factory.close();
            factory = null;
        }
    }

    private synchronized SessionFactory factory() {
        if (closed) {
            throw new IllegalStateException("The database is closed");
        }
        if (factory == null) {
            factory = EntitySetup.sessionFactory(entities);
        }
        return factory;
    }
}

package org.openemm.database;

import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * Hibernate without a connection source of its own: every session runs on the connection of a
 * {@link Transaction}.
 */
final class EntitySetup {
    private EntitySetup() {}

    static SessionFactory sessionFactory(List<Class<?>> entities) {
        Configuration configuration = new Configuration();
        entities.forEach(configuration::addAnnotatedClass);
        // Stands in for asking the database, which need not be there yet: the oldest version we
        // support.
        configuration.setProperty("jakarta.persistence.database-product-name", "MariaDB");
        configuration.setProperty("jakarta.persistence.database-major-version", "10");
        configuration.setProperty("jakarta.persistence.database-minor-version", "6");
        configuration.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        configuration.setProperty("hibernate.hbm2ddl.auto", "none");
        // The transaction is the connection's own, opened and committed by Database.
        configuration.setProperty("hibernate.allow_update_outside_transaction", "true");
        configuration.setProperty("hibernate.jdbc.time_zone", "UTC");
        configuration.setProperty("jakarta.persistence.validation.mode", "none");
        return configuration.buildSessionFactory();
    }
}

package org.openemm.control;

/** Which services a script is for: openemm.sh for all, emm.sh and backend.sh for theirs. */
enum Parts {
    ALL,
    EMM,
    BACKEND;

    boolean database() {
        return this == ALL;
    }

    boolean backend() {
        return this != EMM;
    }

    boolean tomcat() {
        return this != BACKEND;
    }

    boolean contains(Service service) {
        if (service instanceof OwnMariaDb) {
            return database();
        }
        return service instanceof BackendService ? backend() : tomcat();
    }
}

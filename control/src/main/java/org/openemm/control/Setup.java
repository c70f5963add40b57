package org.openemm.control;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.openemm.config.Home;
import org.openemm.config.SystemCfg;

/**
 * What the administrator can choose about this machine, from the environment or {@code
 * etc/system.cfg}.
 *
 * @param checkout the source tree that programs are copied from; empty in an installed home
 * @param httpAddress where Tomcat listens, 0.0.0.0 for everywhere
 * @param xmlrpcPort port of the backend
 * @param mailboxPort SMTP port of the built-in mailbox
 * @param dbPort port of our own MariaDB
 * @param tomcatHeap as after -Xmx, e.g. 512m
 * @param dbBuffer innodb_buffer_pool_size of our own MariaDB
 */
record Setup(
        Home home,
        Optional<Path> checkout,
        String httpAddress,
        int httpPort,
        int xmlrpcPort,
        int mailboxPort,
        int dbPort,
        String tomcatHeap,
        String backendHeap,
        String dbBuffer) {
    static final String HTTP_PORT = "OPENEMM_HTTP_PORT (http-port in etc/system.cfg)";
    static final String XMLRPC_PORT = "OPENEMM_XMLRPC_PORT (mailout-port in etc/system.cfg)";
    static final String MAILBOX_PORT = "OPENEMM_MAILBOX_PORT (mailbox-port in etc/system.cfg)";
    static final String DB_PORT = "OPENEMM_DB_PORT (db-port in etc/system.cfg)";
    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,7}[kKmMgG]");

    /**
     * @throws ControlFailure when a setting has no sense
     */
    static Setup read(Home home, Optional<Path> checkout) throws ControlFailure {
        try {
            SystemCfg cfg = SystemCfg.read(home);
            return new Setup(
                    home,
                    checkout,
                    cfg.get("OPENEMM_HTTP_ADDRESS", "http-address").orElse("0.0.0.0"),
                    cfg.port("OPENEMM_HTTP_PORT", "http-port", 8080),
                    cfg.port("OPENEMM_XMLRPC_PORT", "mailout-port", 8089),
                    cfg.port("OPENEMM_MAILBOX_PORT", "mailbox-port", 8025),
                    cfg.port("OPENEMM_DB_PORT", "db-port", 8306),
                    size(cfg, "OPENEMM_TOMCAT_HEAP", "tomcat-heap", "512m"),
                    size(cfg, "OPENEMM_BACKEND_HEAP", "backend-heap", "384m"),
                    size(cfg, "OPENEMM_DB_BUFFER", "db-buffer", "128M"));
        } catch (IllegalArgumentException e) {
            throw new ControlFailure(e.getMessage(), e);
        }
    }

    /** Address under which this machine reaches its own Tomcat. */
    String localHttpAddress() {
        return httpAddress.equals("0.0.0.0") || httpAddress.equals("::")
                ? "127.0.0.1"
                : httpAddress;
    }

    private static String size(SystemCfg cfg, String variable, String key, String defaultSize) {
        String size = cfg.get(variable, key).orElse(defaultSize);
        if (!SIZE.matcher(size).matches()) {
            throw new IllegalArgumentException(
                    "%s (%s in etc/system.cfg) must be a size such as 512m, not \"%s\""
                            .formatted(variable, key, size));
        }
        return size;
    }
}

package org.openemm.backend.xmlrpc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.xmlrpc.XmlRpcException;
import org.apache.xmlrpc.common.ServerStreamConnection;
import org.apache.xmlrpc.common.XmlRpcHttpRequestConfigImpl;
import org.apache.xmlrpc.server.PropertyHandlerMapping;
import org.apache.xmlrpc.server.RequestProcessorFactoryFactory;
import org.apache.xmlrpc.server.XmlRpcErrorLogger;
import org.apache.xmlrpc.server.XmlRpcStreamServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * XML-RPC over HTTP, any path, and a few plain requests of scripts. Extensions of the protocol are
 * off; a call that fails is answered with a fault and logged once.
 */
public final class RpcServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RpcServer.class);

    /** A preview of given text is the longest thing anybody asks for. */
    private static final int MAX_BODY = 10 * 1024 * 1024;

    private static final Set<String> PLAIN = Set.of("/ping", "/fire", "/demand");
    private static final int THREADS = 8;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int OK = 200;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Calls calls;
    private final TriggerCalls trigger;

    private RpcServer(HttpServer http, Calls calls, TriggerCalls trigger) {
        this.http = http;
        this.calls = calls;
        this.trigger = trigger;
    }

    /**
     * Starts to answer.
     *
     * @param host {@code *} or empty: all addresses of this host
     * @param port 0: any free one
     */
    public static RpcServer start(String host, int port, MergerCalls merger, TriggerCalls trigger)
            throws IOException {
        boolean everywhere = host.isEmpty() || host.equals("*");
        InetSocketAddress address =
                everywhere
                        ? new InetSocketAddress(port)
                        : new InetSocketAddress(InetAddress.getByName(host), port);
        HttpServer http = HttpServer.create(address, 0);
        RpcServer server = new RpcServer(http, new Calls(merger, trigger), trigger);
        http.createContext("/", server::answer);
        http.setExecutor(server.threads);
        http.start();
        return server;
    }

    public int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET") && PLAIN.contains(path)) {
                plain(exchange, path);
                return;
            }
            if (!exchange.getRequestMethod().equals("POST")) {
                plain(exchange, METHOD_NOT_ALLOWED, "XML-RPC is called with POST\n");
                return;
            }
            InputStream request = exchange.getRequestBody();
            byte[] body = request.readNBytes(MAX_BODY + 1);
            if (body.length > MAX_BODY) {
                // Who is still writing when the connection ends does not see the answer.
                request.skip(MAX_BODY);
                plain(exchange, TOO_LARGE, "The call is too large\n");
                return;
            }
            byte[] result = calls.execute(body);
            if (result.length == 0) {
                plain(exchange, BAD_REQUEST, "Not understood\n");
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(OK, result.length);
            exchange.getResponseBody().write(result);
        }
    }

    /** Whatever a browser sends on its own for a page of somebody else starts nothing. */
    private void plain(HttpExchange exchange, String path) throws IOException {
        boolean browser =
                exchange.getRequestHeaders().containsKey("Sec-Fetch-Site")
                        || exchange.getRequestHeaders().containsKey("Origin")
                        || exchange.getRequestHeaders().containsKey("Referer");
        if (browser) {
            plain(exchange, FORBIDDEN, "-ERR: not for browsers\n");
            return;
        }
        String answer;
        try {
            answer = trigger.plain(path, exchange.getRequestURI().getQuery());
        } catch (RuntimeException e) {
            LOG.warn("{}: {}", path, e.toString());
            answer = "-ERR: " + e.getMessage();
        }
        plain(exchange, OK, answer + "\n");
    }

    private static void plain(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The library's part: XML to method call to XML. */
    private static final class Calls extends XmlRpcStreamServer {
        private static final String TRIGGER = "Trigger";

        /** Methods without the name of a handler. */
        private static final Pattern TRIGGER_METHOD =
                Pattern.compile(
                        "start_mailing|startMailing|start_on_demand_mailing|startOnDemandMailing"
                                + "|is_active|isActive|is_onhold|isOnhold");

        private static final Pattern HALF = Pattern.compile("&#(5[5-7]\\d{3});");

        Calls(MergerCalls merger, TriggerCalls trigger) {
            PropertyHandlerMapping mapping = new PropertyHandlerMapping();
            mapping.setRequestProcessorFactoryFactory(
                    (RequestProcessorFactoryFactory)
                            type -> request -> type == TriggerCalls.class ? trigger : merger);
            try {
                mapping.addHandler("Merger", MergerCalls.class);
                mapping.addHandler(TRIGGER, TriggerCalls.class);
            } catch (XmlRpcException e) {
                throw new IllegalStateException(e);
            }
            setHandlerMapping(
                    name ->
                            mapping.getHandler(
                                    TRIGGER_METHOD.matcher(name).matches()
                                            ? TRIGGER + "." + name
                                            : name));
            setErrorLogger(
                    new XmlRpcErrorLogger() {
                        @Override
                        public void log(String message, Throwable cause) {
                            LOG.warn("XML-RPC: {}", message);
                        }

                        @Override
                        public void log(String message) {
                            LOG.warn("XML-RPC: {}", message);
                        }
                    });
        }

        byte[] execute(byte[] call) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            XmlRpcHttpRequestConfigImpl config = new XmlRpcHttpRequestConfigImpl();
            config.setEncoding(StandardCharsets.UTF_8.name());
            try {
                execute(config, new InMemory(new ByteArrayInputStream(call), answer));
            } catch (XmlRpcException e) {
                LOG.warn("XML-RPC: {}", e.getMessage());
            }
            return whole(answer.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        }

        /**
         * The library writes a character beyond the basic plane as references to its two halves,
         * which is no XML.
         */
        private static String whole(String xml) {
            return HALF.matcher(xml)
                    .replaceAll(
                            half -> {
                                char unit = (char) Integer.parseInt(half.group(1));
                                return Character.isSurrogate(unit)
                                        ? String.valueOf(unit)
                                        : half.group();
                            });
        }
    }

    private record InMemory(InputStream in, OutputStream out) implements ServerStreamConnection {
        @Override
        public InputStream newInputStream() {
            return in;
        }

        @Override
        public OutputStream newOutputStream() {
            return out;
        }

        @Override
        public void close() {
            // Nothing to close in memory.
        }
    }
}

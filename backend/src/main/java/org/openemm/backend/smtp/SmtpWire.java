package org.openemm.backend.smtp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Bytes to and from a mail server: lines, replies, dot-stuffed bodies, TLS. Not thread-safe. */
final class SmtpWire {
    /** Large enough for a usual newsletter, so that it leaves with one system call. */
    private static final int OUTPUT_BUFFER = 128 * 1024;

    private static final int INPUT_BUFFER = 8 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_LINES = 200;
    private static final int CODE_LENGTH = 3;
    private static final byte[] STUFFED = {'.', '.'};
    private static final byte[] END = {'.', '\r', '\n'};
    private static final byte[] LINE_END = {'\r', '\n'};

    private final String label;

    /** Null: nobody wants to read along. */
    private final StringBuilder transcript;

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private SmtpWire(Socket socket, String label, StringBuilder transcript) throws IOException {
        this.label = label;
        this.transcript = transcript;
        use(socket);
    }

    static SmtpWire connect(Route route) throws IOException {
        return connect(route, null);
    }

    /**
     * @param transcript what passes is added here, but for secrets; null: it is not
     */
    static SmtpWire connect(Route route, StringBuilder transcript) throws IOException {
        Socket socket = new Socket();
        try {
            int timeout = Math.toIntExact(route.connectTimeout().toMillis());
            // Without it the end of a mail waits for the acknowledgement of its beginning.
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeout);
            if (!route.localAddress().isEmpty()) {
                socket.bind(new InetSocketAddress(route.localAddress(), 0));
            }
            socket.connect(new InetSocketAddress(route.host(), route.port()), timeout);
            SmtpWire wire = new SmtpWire(socket, route.label(), transcript);
            if (route.tls() == Route.Tls.TLS) {
                wire.secure(route);
            }
            return wire;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    String label() {
        return label;
    }

    void answerTimeout(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
    }

    /** Goes on encrypted on the same connection. */
    void secure(Route route) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    null,
                    route.verifyCertificate() ? null : new TrustManager[] {new TrustEverybody()},
                    null);
            SSLSocket secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, route.host(), route.port(), true);
            if (route.verifyCertificate()) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            secured.startHandshake();
            use(secured);
            if (transcript != null) {
                describe(secured.getSession());
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    void command(String line) throws IOException {
        secret(line, line);
    }

    /** A command of which people may read only what is shown. */
    void secret(String line, String shown) throws IOException {
        note("C: " + shown);
        write(line + "\r\n");
        flush();
    }

    private void note(String line) {
        if (transcript != null) {
            transcript.append(line).append('\n');
        }
    }

    private void describe(SSLSession session) throws IOException {
        note("-- " + session.getProtocol() + ", " + session.getCipherSuite());
        if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
            note("-- certificate of " + certificate.getSubjectX500Principal());
            note("-- issued by " + certificate.getIssuerX500Principal());
            note("-- valid until " + certificate.getNotAfter().toInstant());
        }
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The message with dots doubled at the start of lines, and the final dot (RFC 5321, 4.5.2). */
    void writeBody(byte[] body, boolean dotSafe) throws IOException {
        int written = 0;
        for (int i = 0; !dotSafe && i < body.length; i++) {
            if (body[i] == '.' && (i == 0 || body[i - 1] == '\n')) {
                out.write(body, written, i - written);
                out.write(STUFFED);
                written = i + 1;
            }
        }
        out.write(body, written, body.length - written);
        if (body.length > 0 && body[body.length - 1] != '\n') {
            out.write(LINE_END);
        }
        out.write(END);
    }

    /** An answer of one or more lines; lines are joined by line feeds. */
    SmtpReply read() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int count = 0; count < MAX_LINES; count++) {
            String line = readLine();
            note("S: " + line);
            if (line.length() < CODE_LENGTH
                    || !line.substring(0, CODE_LENGTH).matches("[2-5]\\d\\d")) {
                throw new IOException(label + " does not speak SMTP: " + line);
            }
            if (count > 0) {
                text.append('\n');
            }
            text.append(line, Math.min(line.length(), CODE_LENGTH + 1), line.length());
            if (line.length() == CODE_LENGTH || line.charAt(CODE_LENGTH) != '-') {
                return new SmtpReply(
                        Integer.parseInt(line.substring(0, CODE_LENGTH)), text.toString());
            }
        }
        throw new IOException(label + " does not end its answer");
    }

    void quit() {
        try {
            write("QUIT\r\n");
            flush();
        } catch (IOException e) {
            // Closed anyway.
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more to be done with it.
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (line.size() < MAX_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException(label + " closed the connection");
            }
            if (next == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
            line.write(next);
        }
        throw new IOException(label + " sent an endless line");
    }

    private void use(Socket newSocket) throws IOException {
        socket = newSocket;
        in = new BufferedInputStream(newSocket.getInputStream(), INPUT_BUFFER);
        out = new BufferedOutputStream(newSocket.getOutputStream(), OUTPUT_BUFFER);
    }

    /** For a relay whose certificate nobody signed; only when the administrator says so. */
    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // We are the client.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // Wanted by smtp-tls-verify = false.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

package org.openemm.soap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;

/**
 * Stands before the SOAP runtime: serves the WSDL, and lets only well-formed requests of known
 * operations in. What it refuses, it refuses as the original does: 400 for what is no XML, 404 for
 * an unknown operation, 405 for a GET.
 */
final class SoapGate extends HttpFilter {
    private static final long serialVersionUID = 1L;
    static final int MAX_REQUEST = 32 << 20;
    private static final String WSDL_NAME = "emmservices.wsdl";
    private static final int HTTP_PAYLOAD_TOO_LARGE = 413;
    private final transient Operations operations;
    private final transient Wsdl wsdl;

    SoapGate(Operations operations, Wsdl wsdl) {
        this.operations = operations;
        this.wsdl = wsdl;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> serveWsdl(request, response);
            case "POST" -> call(request, response, chain);
            default -> response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void serveWsdl(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getRequestURI().endsWith(WSDL_NAME)) {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return;
        }
        byte[] content = wsdl.content(request);
        response.setContentType("text/xml");
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(content.length);
        if (request.getMethod().equals("GET")) {
            response.getOutputStream().write(content);
        }
    }

    private void call(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type =
                Optional.ofNullable(request.getContentType())
                        .orElse("text/xml")
                        .toLowerCase(Locale.ROOT);
        if (!type.startsWith("text/xml")) {
            response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MAX_REQUEST + 1);
        if (body.length > MAX_REQUEST) {
            fault(
                    response,
                    HTTP_PAYLOAD_TOO_LARGE,
                    "The request is larger than " + MAX_REQUEST + " bytes");
            return;
        }
        Optional<QName> operation;
        try {
            operation = Envelope.operation(body);
        } catch (XMLStreamException e) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (operation.flatMap(operations::find).isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        chain.doFilter(new Replayed(request, body), response);
    }

    private static void fault(HttpServletResponse response, int status, String text)
            throws IOException {
        response.setStatus(status);
        response.setContentType("text/xml");
        response.setCharacterEncoding("UTF-8");
        String envelope =
                "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\""
                        + Envelope.SOAP_11
                        + "\"><SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode>"
                        + "<faultstring xml:lang=\"en\">"
                        + text
                        + "</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";
        response.getOutputStream().write(envelope.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The request with a body that was read before. Its path is the one that the SOAP runtime
     * answers at.
     */
    private static final class Replayed extends HttpServletRequestWrapper {
        private final byte[] body;

        Replayed(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public String getRequestURI() {
            return getContextPath() + "/";
        }

        @Override
        public String getServletPath() {
            return "/";
        }

        @Override
        public String getPathInfo() {
            return null;
        }

        @Override
        public String getContentType() {
            return Optional.ofNullable(super.getContentType()).orElse("text/xml");
        }

        @Override
        public int getContentLength() {
            return body.length;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] buffer, int offset, int length) {
                    return in.read(buffer, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("This request is read at once");
                }
            };
        }
    }
}

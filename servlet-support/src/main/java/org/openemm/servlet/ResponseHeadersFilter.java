package org.openemm.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openemm.Core;
import org.openemm.config.ResponseHeaders.Header;
import org.openemm.config.ResponseHeaders.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the headers of http_response_headers_tbl to every response (guide 10.2, e.g. HSTS). Init
 * parameter {@code application}: emm, rdir, ws or birt.
 *
 * <p>While the table cannot be read, responses go out without them.
 */
public final class ResponseHeadersFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ResponseHeadersFilter.class);

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        List<Header> headers = headers(request);
        if (headers.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        headers.forEach(header -> response.setHeader(header.name(), header.value()));
        chain.doFilter(request, new Kept(response, headers));
    }

    /** Style sheets, scripts, pictures of the pages: browsers keep them. */
    private static boolean isResource(HttpServletRequest request) {
        return request.getServletPath().equals("/assets")
                || request.getRequestURI().startsWith(request.getContextPath() + "/layout/");
    }

    private List<Header> headers(HttpServletRequest request) {
        Core core = CoreListener.core(getServletContext());
        Use use = isResource(request) ? Use.RESOURCE : Use.FILTER;
        try {
            return core.responseHeaders()
                    .of(
                            getInitParameter("application"),
                            use,
                            request.getRemoteHost(),
                            request.getQueryString());
        } catch (RuntimeException e) {
            LOG.warn("Response headers cannot be read: {}", e.getMessage());
            return List.of();
        }
    }

    /** What the administrator set stays, or gives way to the application, as the row says. */
    private static final class Kept extends HttpServletResponseWrapper {
        private final Map<String, Header> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        Kept(HttpServletResponse response, List<Header> headers) {
            super(response);
            headers.forEach(header -> given.put(header.name(), header));
        }

        @Override
        public void setHeader(String name, String value) {
            if (!isFixed(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (isFixed(name)) {
                return;
            }
            if (given.remove(name) == null) {
                super.addHeader(name, value);
            } else {
                super.setHeader(name, value);
            }
        }

        private boolean isFixed(String name) {
            Header header = given.get(name);
            return header != null && header.overwrite();
        }
    }
}

package org.openemm.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import org.openemm.database.Database;

/**
 * Nobody looks at a page that takes longer: a request whose statement the database leaves without
 * an answer for {@value #SECONDS} seconds ends with "the database cannot be reached". Imports and
 * other jobs are not requests: they may take their time.
 */
public final class PatienceFilter extends HttpFilter {
    @Serial private static final long serialVersionUID = 1L;
    private static final int SECONDS = 300;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Database database = CoreListener.core(getServletContext()).database();
        try (Database.Patience patience = database.patience(Duration.ofSeconds(SECONDS))) {
            chain.doFilter(request, response);
        }
    }
}

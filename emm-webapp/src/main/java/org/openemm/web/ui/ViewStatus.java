package org.openemm.web.ui;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Gives the answer the status and type of its view. */
public final class ViewStatus implements ContainerResponseFilter {
    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof View view) {
            // Whatever the client says it accepts, a page is HTML.
            response.setEntity(view, response.getEntityAnnotations(), MediaType.TEXT_HTML_TYPE);
            if (response.getStatus() == Response.Status.OK.getStatusCode()) {
                response.setStatus(view.status());
            }
        }
    }
}

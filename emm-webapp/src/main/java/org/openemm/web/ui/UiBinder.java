package org.openemm.web.ui;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;

/** Lets resource methods take {@code @Context Ui}: the only thing that Jersey injects here. */
public final class UiBinder extends AbstractBinder {
    private final UiSource uis;

    public UiBinder(UiSource uis) {
        this.uis = uis;
    }

    @Override
    protected void configure() {
        bind(uis).to(UiSource.class);
        bindFactory(OfRequest.class).to(Ui.class).in(RequestScoped.class);
    }

    /** The Ui of the request at hand. */
    static final class OfRequest implements Supplier<Ui> {
        private final UiSource uis;
        private final HttpServletRequest request;

        @Inject
        OfRequest(UiSource uis, @Context HttpServletRequest request) {
            this.uis = uis;
            this.request = request;
        }

        @Override
        public Ui get() {
            return uis.of(request);
        }
    }
}

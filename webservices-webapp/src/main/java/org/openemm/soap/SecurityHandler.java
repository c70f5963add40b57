package org.openemm.soap;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.xml.soap.SOAPException;
import jakarta.xml.soap.SOAPHeader;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.handler.soap.SOAPHandler;
import jakarta.xml.ws.handler.soap.SOAPMessageContext;
import java.util.Iterator;
import java.util.Set;
import javax.xml.namespace.QName;
import org.w3c.dom.Element;

/**
 * Reads the WS-Security header of each request and leaves in the context who asks. Without one
 * nothing goes further.
 */
public final class SecurityHandler implements SOAPHandler<SOAPMessageContext> {
    static final String CALLER = "org.openemm.soap.caller";

    /**
     * The fault to answer with. Thrown by the endpoint: what a handler throws, the runtime takes
     * for a call without answer.
     */
    static final String REFUSAL = "org.openemm.soap.refusal";

    private static final String WSSE =
            "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private static final QName SECURITY = new QName(WSSE, "Security");

    @Override
    public Set<QName> getHeaders() {
        return Set.of(SECURITY);
    }

    @Override
    public boolean handleMessage(SOAPMessageContext context) {
        if (Boolean.TRUE.equals(context.get(MessageContext.MESSAGE_OUTBOUND_PROPERTY))) {
            return true;
        }
        try {
            Authentication authentication =
                    SoapApplication.of((ServletContext) context.get(MessageContext.SERVLET_CONTEXT))
                            .authentication();
            HttpServletRequest request =
                    (HttpServletRequest) context.get(MessageContext.SERVLET_REQUEST);
            Operation.Caller caller =
                    authentication.caller(
                            security(context.getMessage().getSOAPHeader()),
                            request.getRemoteAddr());
            leave(context, CALLER, caller);
        } catch (SoapFault fault) {
            leave(context, REFUSAL, Faults.exception(fault));
        } catch (SOAPException | RuntimeException e) {
            leave(context, REFUSAL, Faults.unexpected(e));
        }
        return true;
    }

    private static void leave(SOAPMessageContext context, String name, Object value) {
        context.put(name, value);
        context.setScope(name, MessageContext.Scope.APPLICATION);
    }

    private static Element security(SOAPHeader header) {
        if (header == null) {
            throw SoapFault.client("No WS-Security header found");
        }
        Iterator<?> elements = header.getChildElements(SECURITY);
        if (!elements.hasNext()) {
            throw SoapFault.client("No WS-Security header found");
        }
        return (Element) elements.next();
    }

    @Override
    public boolean handleFault(SOAPMessageContext context) {
        return true;
    }

    @Override
    public void close(MessageContext context) {
        // Nothing is kept between messages.
    }
}

package org.openemm.soap;

import jakarta.annotation.Resource;
import jakarta.jws.HandlerChain;
import jakarta.servlet.ServletContext;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceContext;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.handler.MessageContext;
import jakarta.xml.ws.soap.SOAPFaultException;
import javax.xml.namespace.QName;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import javax.xml.transform.dom.DOMSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The one endpoint: finds the operation that the payload's root element names and lets it answer.
 */
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
@HandlerChain(file = "/handlers.xml")
public final class EmmEndpoint implements Provider<Source> {
    @Resource private WebServiceContext context;

    @Override
    public Source invoke(Source payload) {
        MessageContext message = context.getMessageContext();
        if (message.get(SecurityHandler.REFUSAL) instanceof SOAPFaultException refusal) {
            throw refusal;
        }
        SoapApplication application =
                SoapApplication.of((ServletContext) message.get(MessageContext.SERVLET_CONTEXT));
        Operation.Caller caller = (Operation.Caller) message.get(SecurityHandler.CALLER);
        Element request = element(payload);
        Operation operation =
                application
                        .operations()
                        .find(new QName(request.getNamespaceURI(), request.getLocalName()))
                        .orElseThrow(() -> Faults.exception(SoapFault.client("Unknown operation")));
        Document answer = Xml.newDocument();
        try {
            operation.answer(
                    new Request(request),
                    Response.of(answer, operation.namespace(), operation.name() + "Response"),
                    caller);
        } catch (RuntimeException e) {
            throw Faults.of(e, application.texts());
        }
        return new DOMSource(answer);
    }

    private static Element element(Source payload) {
        try {
            DOMResult result = new DOMResult(Xml.newDocument());
            TransformerFactory.newDefaultInstance().newTransformer().transform(payload, result);
            return ((Document) result.getNode()).getDocumentElement();
        } catch (TransformerException e) {
            throw Faults.unexpected(e);
        }
    }
}

package org.openemm.soap;

import jakarta.xml.soap.SOAPConstants;
import jakarta.xml.soap.SOAPException;
import jakarta.xml.soap.SOAPFactory;
import jakarta.xml.soap.SOAPFault;
import jakarta.xml.ws.soap.SOAPFaultException;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.openemm.InvalidInput;
import org.openemm.NotPermitted;
import org.openemm.i18n.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what went wrong into SOAP 1.1 faults: code, text with language, never a detail, never a
 * stack trace.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private Faults() {}

    static SOAPFaultException exception(SoapFault fault) {
        try {
            QName code =
                    new QName(
                            SOAPConstants.URI_NS_SOAP_1_1_ENVELOPE,
                            fault.code().localName(),
                            "SOAP-ENV");
            SOAPFault soap =
                    SOAPFactory.newInstance(SOAPConstants.SOAP_1_1_PROTOCOL)
                            .createFault(fault.getMessage(), code);
            soap.setFaultString(fault.getMessage(), Locale.ENGLISH);
            return new SOAPFaultException(soap);
        } catch (SOAPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The fault for whatever an operation threw. */
    static SOAPFaultException of(RuntimeException error, Texts texts) {
        if (error instanceof SoapFault fault) {
            return exception(fault);
        }
        if (error instanceof InvalidInput invalid) {
            String text =
                    invalid.problems().stream()
                            .map(p -> texts.text(Locale.ENGLISH, p.key(), p.arguments().toArray()))
                            .collect(Collectors.joining(" "));
            return exception(SoapFault.client(text));
        }
        if (error instanceof NotPermitted denied) {
            return exception(SoapFault.client(denied.getMessage()));
        }
        return unexpected(error);
    }

    /** Logged once, with an id that the caller sees. */
    static SOAPFaultException unexpected(Exception error) {
        String incident = UUID.randomUUID().toString();
        LOG.error("Incident " + incident, error);
        return exception(SoapFault.client("Unknown error (" + incident + ")"));
    }
}

package org.openemm.soap;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.namespace.QName;
import org.apache.wss4j.common.ext.WSPasswordCallback;
import org.apache.wss4j.common.ext.WSSecurityException;
import org.apache.wss4j.dom.WSConstants;
import org.apache.wss4j.dom.engine.WSSConfig;
import org.apache.wss4j.dom.engine.WSSecurityEngine;
import org.apache.wss4j.dom.handler.RequestData;
import org.apache.wss4j.dom.handler.WSHandlerResult;
import org.openemm.account.Actor;
import org.openemm.account.LoginTracking.Status;
import org.openemm.account.WebserviceLogins;
import org.openemm.account.WebserviceLogins.Candidate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Checks a WS-Security UsernameToken (OASIS UsernameToken Profile 1.0): digest or text. A token
 * with a creation time is valid from 60 seconds before to 300 seconds after it. Addresses that fail
 * too often are locked.
 */
final class Authentication {
    private static final Logger LOG = LoggerFactory.getLogger(Authentication.class);
    private static final int SECONDS_TO_LIVE = 300;
    private static final int SECONDS_AHEAD = 60;
    private static final String WRONG =
            "The security token could not be authenticated or authorized";
    private static final QName USERNAME_TOKEN = new QName(WSConstants.WSSE_NS, "UsernameToken");

    /** What a webservice user may do: everything that an operation of this interface needs. */
    private static final Set<String> RIGHTS =
            Set.of(
                    "recipient.show",
                    "recipient.create",
                    "recipient.change",
                    "recipient.delete",
                    "recipient.history",
                    "mailinglist.show",
                    "mailinglist.change",
                    "mailinglist.delete",
                    "mailing.show",
                    "mailing.change",
                    "mailing.delete",
                    "mailing.content.show",
                    "mailing.send.world",
                    "mailing.send.show",
                    "mailing.send.admin",
                    "mailing.send.test",
                    "mailing.send",
                    "template.show",
                    "targets.show");

    private final WebserviceLogins logins;

    Authentication(WebserviceLogins logins) {
        this.logins = logins;
    }

    /**
     * @param security the Security header
     * @param address of the direct peer
     * @throws SoapFault when the header does not prove who asks
     */
    Operation.Caller caller(Element security, String address) {
        String name = username(security);
        Optional<Candidate> candidate = name.isEmpty() ? Optional.empty() : logins.candidate(name);
        try {
            check(security, candidate);
        } catch (WSSecurityException e) {
            logins.record(address, name, Status.FAILED);
            throw fault(e);
        }
        // A token that WSS4J accepts has a user.
        Candidate user = candidate.orElseThrow(() -> SoapFault.client(WRONG));
        if (logins.isLocked(address)) {
            logins.record(address, name, Status.BLOCKED);
            throw SoapFault.client("IP blocked");
        }
        logins.record(address, name, Status.SUCCESS);
        Actor actor =
                new Actor(
                        Actor.Kind.WEBSERVICE,
                        0,
                        user.user().name(),
                        user.user().companyId(),
                        RIGHTS,
                        Locale.ENGLISH,
                        ZoneId.systemDefault());
        return new Operation.Caller(actor, user.user().dataSourceId());
    }

    private static void check(Element security, Optional<Candidate> candidate)
            throws WSSecurityException {
        RequestData data = new RequestData();
        data.setWssConfig(WSSConfig.getNewInstance());
        data.setUtTTL(SECONDS_TO_LIVE);
        data.setUtFutureTTL(SECONDS_AHEAD);
        data.setAllowUsernameTokenNoPassword(false);
        // The encoding of a nonce may be left out, as known clients do.
        data.setDisableBSPEnforcement(true);
        // Without a nonce cache on purpose: a known client repeats nonce and time for all calls of
        // a second.
        data.setCallbackHandler(password(candidate));
        WSHandlerResult result = new WSSecurityEngine().processSecurityHeader(security, data);
        if (result == null || !result.getActionResults().containsKey(WSConstants.UT)) {
            throw new WSSecurityException(WSSecurityException.ErrorCode.FAILED_AUTHENTICATION);
        }
    }

    private static CallbackHandler password(Optional<Candidate> candidate) {
        return callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof WSPasswordCallback wanted && candidate.isPresent()) {
                    wanted.setPassword(candidate.get().password());
                }
            }
        };
    }

    private static SoapFault fault(WSSecurityException e) {
        LOG.debug("Security header refused: {}", e.getMessage());
        return switch (e.getErrorCode()) {
            case MESSAGE_EXPIRED -> SoapFault.client("The message has expired");
            case FAILED_AUTHENTICATION -> SoapFault.client(WRONG);
            default -> SoapFault.client(e.getMessage());
        };
    }

    private static String username(Element security) {
        for (Node node = security.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element token
                    && USERNAME_TOKEN.equals(
                            new QName(token.getNamespaceURI(), token.getLocalName()))) {
                for (Node child = token.getFirstChild();
                        child != null;
                        child = child.getNextSibling()) {
                    if (child instanceof Element element
                            && "Username".equals(element.getLocalName())) {
                        return element.getTextContent();
                    }
                }
            }
        }
        return "";
    }
}

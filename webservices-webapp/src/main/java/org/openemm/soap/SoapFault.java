package org.openemm.soap;

import java.io.Serial;

/** A fault with a text that clients know and match on. */
final class SoapFault extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    /** Who is to blame, by SOAP 1.1. */
    enum Code {
        CLIENT("Client"),
        SERVER("Server");

        private final String localName;

        Code(String localName) {
            this.localName = localName;
        }

        String localName() {
            return localName;
        }
    }

    private final Code code;

    private SoapFault(Code code, String text) {
        super(text);
        this.code = code;
    }

    static SoapFault client(String text) {
        return new SoapFault(Code.CLIENT, text);
    }

    static SoapFault server(String text) {
        return new SoapFault(Code.SERVER, text);
    }

    Code code() {
        return code;
    }
}

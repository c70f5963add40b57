package org.openemm.soap;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;

/** The operations by the name of their request element. */
final class Operations {
    private final Map<QName, Operation> byRequest = new LinkedHashMap<>();

    Operations(Collection<Operation> operations) {
        for (Operation operation : operations) {
            byRequest.put(
                    new QName(operation.namespace(), operation.name() + "Request"), operation);
        }
    }

    Optional<Operation> find(QName request) {
        return Optional.ofNullable(byRequest.get(request));
    }
}

package org.openemm.route;

import java.util.List;

/**
 * Receiving domains that are one system, and how much it takes over each route.
 *
 * @param domains lower case, ASCII; {@code *.example} stands for all below example
 * @param connections mails on their way at the same time; 0: no limit of its own
 */
public record DomainGroup(
        int id, int companyId, String name, List<String> domains, int connections, Rates rates) {}

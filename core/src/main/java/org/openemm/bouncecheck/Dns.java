package org.openemm.bouncecheck;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** The name servers of this machine, or the one that {@code dns-server} names. No cache. */
final class Dns implements NameServer {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int PORT = 53;

    private final String server;

    /**
     * @param server {@code host} or {@code host:port}; empty: those of this machine
     */
    Dns(String server) {
        this.server = server;
    }

    @Override
    public List<String> mailHosts(String domain) throws IOException {
        return Arrays.stream(records(domain, Type.MX))
                .filter(MXRecord.class::isInstance)
                .map(MXRecord.class::cast)
                .sorted(Comparator.comparingInt(MXRecord::getPriority))
                .map(mx -> mx.getTarget().toString(true))
                .toList();
    }

    @Override
    public List<String> addresses(String host) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (Record record : records(host, Type.A)) {
            if (record instanceof ARecord a) {
                addresses.add(a.getAddress().getHostAddress());
            }
        }
        for (Record record : records(host, Type.AAAA)) {
            if (record instanceof AAAARecord a) {
                addresses.add(a.getAddress().getHostAddress());
            }
        }
        return List.copyOf(addresses);
    }

    @Override
    public List<String> names(String address) throws IOException {
        return Arrays.stream(records(reverse(address), Type.PTR))
                .filter(PTRRecord.class::isInstance)
                .map(PTRRecord.class::cast)
                .map(ptr -> ptr.getTarget().toString(true))
                .toList();
    }

    /** Where the names of an IP address stand, e.g. {@code 1.2.0.192.in-addr.arpa}. */
    static String reverse(String address) throws IOException {
        return ReverseMap.fromAddress(address).toString(true);
    }

    private Record[] records(String name, int type) throws IOException {
        Lookup lookup;
        try {
            lookup = new Lookup(Name.fromString(name + "."), type);
        } catch (TextParseException e) {
            throw new IOException(name + " is no name for DNS", e);
        }
        Resolver resolver =
                server.isEmpty() ? new ExtendedResolver() : new SimpleResolver(address());
        resolver.setTimeout(PATIENCE);
        lookup.setResolver(resolver);
        lookup.setCache(null);
        Record[] found = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> found;
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> new Record[0];
            default -> throw new IOException(lookup.getErrorString());
        };
    }

    private InetSocketAddress address() throws IOException {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > 0 && server.indexOf(':') == colon;
        try {
            return new InetSocketAddress(
                    hasPort ? server.substring(0, colon) : server,
                    hasPort ? Integer.parseInt(server.substring(colon + 1)) : PORT);
        } catch (IllegalArgumentException e) {
            throw new IOException("dns-server in etc/system.cfg is no address: " + server, e);
        }
    }
}

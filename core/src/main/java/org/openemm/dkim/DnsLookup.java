package org.openemm.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openemm.InvalidInput;
import org.openemm.config.SystemCfg;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the name servers of this machine, or a given one; answers are never taken from a cache. */
public final class DnsLookup implements TxtLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int PORT = 53;

    private final String server;
    private final boolean tcp;

    /**
     * @param server {@code host} or {@code host:port}; empty: those of this machine
     * @param tcp never by UDP
     */
    public DnsLookup(String server, boolean tcp) {
        this.server = server;
        this.tcp = tcp;
    }

    /** As {@code dns-server} in etc/system.cfg says. */
    public static DnsLookup of(SystemCfg settings) {
        return new DnsLookup(settings.get("dns-server").orElse("").strip(), false);
    }

    @Override
    public List<String> records(String name) throws IOException {
        Lookup lookup;
        try {
            lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
        } catch (TextParseException e) {
            throw new IOException(name + " is no name for DNS", e);
        }
        lookup.setResolver(resolver());
        lookup.setCache(null);
        Record[] found = lookup.run();
        return switch (lookup.getResult()) {
            case Lookup.SUCCESSFUL -> texts(found);
            case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> List.of();
            default -> throw new IOException(lookup.getErrorString());
        };
    }

    private Resolver resolver() throws IOException {
        Resolver resolver;
        try {
            resolver = server.isEmpty() ? new ExtendedResolver() : new SimpleResolver(address());
        } catch (UnknownHostException e) {
            throw new IOException("There is no name server " + server, e);
        }
        resolver.setTimeout(PATIENCE);
        resolver.setTCP(tcp);
        return resolver;
    }

    private InetSocketAddress address() throws UnknownHostException {
        int colon = server.lastIndexOf(':');
        boolean hasPort = colon > 0 && server.indexOf(':') == colon;
        try {
            int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : PORT;
            InetSocketAddress address =
                    new InetSocketAddress(hasPort ? server.substring(0, colon) : server, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(server);
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("dns-server", "dkim.dns.server", server);
        }
    }

    private static List<String> texts(Record[] found) {
        List<String> texts = new ArrayList<>();
        for (Record record : found) {
            if (record instanceof TXTRecord txt) {
                ByteArrayOutputStream joined = new ByteArrayOutputStream();
                txt.getStringsAsByteArrays().forEach(joined::writeBytes);
                texts.add(joined.toString(ISO_8859_1));
            }
        }
        return texts;
    }
}

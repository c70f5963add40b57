package org.openemm.backend.pickdist;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openemm.backend.spool.PackageReader;
import org.openemm.backend.xmlback.MailTemplate;

/**
 * Compiles the frozen mailing of a package, and remembers the last few: all packages of one
 * generation carry the same. Thread-safe.
 */
public final class Templates {
    private static final int REMEMBERED = 8;

    private final MailTemplate.Compiler compiler;
    private final Map<String, MailTemplate> compiled = new LinkedHashMap<>(16, 0.75f, true);

    public Templates(MailTemplate.Compiler compiler) {
        this.compiler = compiler;
    }

    synchronized MailTemplate of(PackageReader reader) throws IOException {
        MailTemplate known = compiled.get(reader.snapshotDigest());
        if (known != null) {
            return known;
        }
        MailTemplate fresh = compiler.compile(reader.snapshotJson());
        compiled.put(reader.snapshotDigest(), fresh);
        if (compiled.size() > REMEMBERED) {
            compiled.remove(compiled.keySet().iterator().next());
        }
        return fresh;
    }
}

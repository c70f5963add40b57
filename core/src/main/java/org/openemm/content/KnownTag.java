package org.openemm.content;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tags of the product with the parameters each takes. Any other {@code [agnNAME]} is a profile
 * field of that name, or an error.
 */
public enum KnownTag {
    DB(
            "agnDB",
            "column!",
            "format",
            "encode",
            "language",
            "country",
            "timezone",
            "expression",
            "code"),
    EMAIL("agnEMAIL", "code"),
    CUSTOMERID("agnCUSTOMERID"),
    MAILTYPE("agnMAILTYPE"),
    DATE(
            "agnDATE",
            "type",
            "format",
            "language",
            "country",
            "timezone",
            "column",
            "base",
            "offset",
            "expression"),
    SENDDATE("agnSENDDATE", "format"),
    AGE("agnAGE", "column!", "position", "length", "modifier"),
    DAYS_UNTIL("agnDAYS_UNTIL", "column!"),
    TITLE("agnTITLE", "type", "prefix", "postfix"),
    TITLEFULL("agnTITLEFULL", "type", "prefix", "postfix"),
    TITLEFIRST("agnTITLEFIRST", "type", "prefix", "postfix"),
    DYN("agnDYN", "name!", "type"),
    DVALUE("agnDVALUE", "name!"),
    IMAGE("agnIMAGE", "name", "source", "namepattern", "patternsource"),
    IMGLINK("agnIMGLINK", "name!"),
    FORM("agnFORM", "name!"),
    PROFILE("agnPROFILE"),
    UNSUBSCRIBE("agnUNSUBSCRIBE"),
    FULLVIEW("agnFULLVIEW"),
    WEBVIEW("agnWEBVIEW"),
    ONEPIXEL("agnONEPIXEL"),
    PREHEADER("agnPREHEADER"),
    UID("agnUID", "id", "prefix"),
    MESSAGEID("agnMESSAGEID"),
    CLEARANCE("agnCLEARANCE"),
    SUBSCRIBERCOUNT("agnSUBSCRIBERCOUNT", "format", "type", "round"),
    SYSINFO("agnSYSINFO", "name!", "default"),
    SWYN("agnSWYN", "networks", "title", "link", "selector", "bare", "size"),
    ALTER("agnALTER", "column!"),
    CUSTOMDATE("agnCUSTOMDATE", "offset", "format");

    /** Parameters that every tag takes. */
    static final Set<String> COMMON = Set.of("anon", "filter", "onerror");

    private static final Map<String, KnownTag> BY_NAME =
            Stream.of(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    tag -> tag.tagName.toLowerCase(Locale.ROOT),
                                    Function.identity()));

    private final String tagName;
    private final Set<String> parameters;
    private final List<String> required;

    /**
     * @param parameters names, a required one with an exclamation mark
     */
    KnownTag(String tagName, String... parameters) {
        this.tagName = tagName;
        this.parameters =
                Stream.of(parameters)
                        .map(name -> name.replace("!", ""))
                        .collect(Collectors.toUnmodifiableSet());
        this.required =
                Stream.of(parameters)
                        .filter(name -> name.endsWith("!"))
                        .map(name -> name.replace("!", ""))
                        .toList();
    }

    /** The tag of a name in any case. */
    public static Optional<KnownTag> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The name with its usual capitals, e.g. {@code agnDB}. */
    public String tagName() {
        return tagName;
    }

    /** Names of the tag's own parameters. */
    public Set<String> parameters() {
        return parameters;
    }

    public List<String> required() {
        return required;
    }

    boolean isSimple() {
        return parameters.isEmpty();
    }
}

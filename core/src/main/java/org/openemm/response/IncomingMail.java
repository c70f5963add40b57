package org.openemm.response;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A mail as it came in. Reading never fails for what the bytes say; of mails above 16 megabytes the
 * rest is left aside, and so is what lies deeper than twelve levels or behind 200 parts.
 */
public final class IncomingMail {
    private final Part root;

    private IncomingMail(Part root) {
        this.root = root;
    }

    /**
     * Reads to the end of what is looked at; does not close.
     *
     * @throws IOException when the stream does, never for what the mail says
     */
    public static IncomingMail parse(InputStream in) throws IOException {
        return parse(in.readNBytes(Limits.MAIL));
    }

    /** The same from memory. The array must not be changed afterwards. */
    public static IncomingMail parse(byte[] bytes) {
        return new IncomingMail(new MimeReader(bytes).read());
    }

    /** The first header of that name, unfolded and decoded; empty when there is none. */
    public String header(String name) {
        return root.headers().first(name);
    }

    /** All headers of that name, in order. */
    public List<String> headers(String name) {
        return root.headers().values(name);
    }

    public String subject() {
        return header("Subject");
    }

    /** The address in From, without name and brackets, as written; empty when there is none. */
    public String from() {
        return Addresses.only(header("From"));
    }

    /** The name beside the address in From; empty when there is none. */
    public String fromName() {
        return Addresses.name(header("From"));
    }

    /** The envelope sender as the mail server noted it: empty for bounces and when not noted. */
    public String returnPath() {
        return Addresses.only(header("Return-Path"));
    }

    /**
     * The first readable text, for people; HTML without its tags. At most about 256,000 characters.
     */
    public String text() {
        List<Part> readable = new ArrayList<>();
        collect(root, readable);
        return readable.stream()
                .filter(part -> !part.type().is("text/html"))
                .findFirst()
                .or(() -> readable.stream().findFirst())
                .map(Texts::of)
                .orElse("");
    }

    /** Files in the mail, in order. */
    public List<Attachment> attachments() {
        List<Part> files = files();
        List<Attachment> all = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            all.add(Attachment.of(i + 1, files.get(i)));
        }
        return List.copyOf(all);
    }

    /** The bytes of a file; empty when there is none of that number. */
    public Optional<byte[]> attachment(int number) {
        List<Part> files = files();
        return number < 1 || number > files.size()
                ? Optional.empty()
                : Optional.of(files.get(number - 1).bytes());
    }

    private List<Part> files() {
        List<Part> files = new ArrayList<>();
        collectFiles(root, files);
        return files;
    }

    private static void collectFiles(Part part, List<Part> into) {
        if (Attachment.is(part)) {
            into.add(part);
        } else if (part.type().isMultipart()) {
            part.children().forEach(child -> collectFiles(child, into));
        }
    }

    Part root() {
        return root;
    }

    private static void collect(Part part, List<Part> into) {
        if (part.type().isReadable()) {
            into.add(part);
        } else if (part.type().isMultipart()) {
            part.children().forEach(child -> collect(child, into));
        }
    }
}

package org.openemm.response;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The parts of a mail by what they are for: what the sender says, what its machine says, and the
 * mail of ours that it may have in it. Nothing of the latter is ever taken for the former.
 *
 * @param deliveryStatus texts of message/delivery-status
 * @param feedback texts of message/feedback-report
 * @param disposition texts of message/disposition-notification
 * @param readable parts for people, outside of mails within the mail
 * @param original mails within the mail, outermost
 * @param reportType of multipart/report, lower case; empty when it is none
 */
record Outline(
        List<String> deliveryStatus,
        List<String> feedback,
        List<String> disposition,
        List<Part> readable,
        List<Part> original,
        String reportType) {

    static Outline of(IncomingMail mail) {
        Part root = mail.root();
        String reportType =
                root.type().is("multipart/report")
                        ? root.type().parameter("report-type").toLowerCase(Locale.ROOT)
                        : "";
        Outline outline =
                new Outline(
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>(),
                        reportType);
        outline.sort(root);
        return outline;
    }

    /** A report for machines of whatever kind. */
    boolean isReport() {
        return !(reportType.isEmpty()
                && deliveryStatus.isEmpty()
                && feedback.isEmpty()
                && disposition.isEmpty());
    }

    /** The original's header of that name; empty without an original. */
    String originalHeader(String name) {
        for (Part part : original) {
            String value = part.headers().first(name);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private void sort(Part part) {
        ContentType type = part.type();
        if (type.isDeliveryStatus()) {
            deliveryStatus.add(part.text());
        } else if (type.is("message/feedback-report")) {
            feedback.add(part.text());
        } else if (type.is("message/disposition-notification")) {
            disposition.add(part.text());
        } else if (type.isMail() || type.isHeadersOnly()) {
            original.addAll(part.children());
        } else if (type.isMultipart()) {
            part.children().forEach(this::sort);
        } else if (type.isReadable()) {
            readable.add(part);
        }
    }
}

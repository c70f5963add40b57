package org.openemm.web.target;

import java.util.Arrays;
import java.util.List;
import org.openemm.insight.ListPart;
import org.openemm.recipient.BindingStatus;
import org.openemm.recipient.UserType;
import org.openemm.web.recipient.Labels;
import org.openemm.web.ui.Share;
import org.openemm.web.ui.Ui;

/** The recipients of a target group on one mailing list. */
public record ListFigures(int id, String name, List<ListPart> parts) {
    /** On the list in whatever way. */
    public long all() {
        return parts.stream().mapToLong(ListPart::recipients).sum();
    }

    public long of(BindingStatus status) {
        return parts.stream()
                .filter(part -> part.status() == status)
                .mapToLong(ListPart::recipients)
                .sum();
    }

    /** Administrators and test recipients. */
    public long trial() {
        return parts.stream()
                .filter(part -> part.type() != UserType.WORLD && part.type() != UserType.WORLD_VIP)
                .mapToLong(ListPart::recipients)
                .sum();
    }

    /** By state, for a bar. */
    public List<Share> shares(Ui ui) {
        return Arrays.stream(BindingStatus.values())
                .map(
                        status ->
                                new Share(
                                        Labels.kind(status), Labels.status(ui, status), of(status)))
                .toList();
    }
}

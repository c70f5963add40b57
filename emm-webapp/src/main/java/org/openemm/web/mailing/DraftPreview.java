package org.openemm.web.mailing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openemm.mailing.ContentBlock;
import org.openemm.mailing.MailingContent;
import org.openemm.mailing.MailingFile;

/**
 * What the browser needs to show content while it is being typed: what the blocks hold for
 * everybody (else for the first target group), and where the images are. Values of recipients are
 * shown on the preview page.
 */
final class DraftPreview {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DraftPreview() {}

    static String json(int mailingId, MailingContent content, List<MailingFile> images) {
        Map<String, String> blocks = new LinkedHashMap<>();
        content.blocks().forEach(block -> blocks.put(block.name(), shown(block)));
        Map<String, String> addresses = new LinkedHashMap<>();
        images.forEach(
                image ->
                        addresses.put(
                                image.name(), ImagesResource.contentPath(mailingId, image.id())));
        try {
            return JSON.writeValueAsString(
                    Map.of("html", content.html(), "blocks", blocks, "images", addresses));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String shown(ContentBlock block) {
        return block.contents().stream()
                .filter(content -> content.targetId() == 0)
                .findFirst()
                .or(() -> block.contents().stream().findFirst())
                .map(content -> content.text())
                .orElse("");
    }
}

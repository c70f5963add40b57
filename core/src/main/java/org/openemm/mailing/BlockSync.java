package org.openemm.mailing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openemm.InvalidInput;
import org.openemm.content.ContentBlocks;
import org.openemm.database.Transaction;

/**
 * Keeps the blocks of a mailing in step with its frame: blocks asked for are made (or come back
 * with their contents), blocks no longer asked for are marked as deleted. A block may stand in the
 * contents of another.
 */
final class BlockSync {
    private BlockSync() {}

    static void run(Transaction tx, MailingRow row, Instant now) {
        Map<String, ContentStore.BlockRow> known = new HashMap<>();
        for (ContentStore.BlockRow block : ContentStore.blocks(tx, row.id)) {
            known.putIfAbsent(block.name(), block);
        }
        Map<Integer, List<String>> texts = ContentStore.textsOfBlocks(tx, row.id);
        Set<String> used = used(frames(tx, row.id), known, texts);
        if (used.size() > ContentRules.BLOCKS_MAX) {
            throw new InvalidInput("", "mailing.error.tooManyBlocks", ContentRules.BLOCKS_MAX);
        }
        List<Integer> back = new ArrayList<>();
        for (String name : used) {
            ContentStore.BlockRow block = known.get(name);
            if (block == null) {
                requireShort(name);
                ContentStore.addBlock(tx, row, name, now);
            } else if (block.deleted()) {
                back.add(block.id());
            }
        }
        List<Integer> gone =
                known.values().stream()
                        .filter(block -> !block.deleted() && !used.contains(block.name()))
                        .map(ContentStore.BlockRow::id)
                        .toList();
        ContentStore.setDeleted(tx, back, false, now);
        ContentStore.setDeleted(tx, gone, true, now);
    }

    /** Names reachable from these texts, through the contents of blocks. */
    static Set<String> used(
            Collection<String> texts,
            Map<String, ContentStore.BlockRow> known,
            Map<Integer, List<String>> contents) {
        Set<String> used = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(texts);
        while (!open.isEmpty()) {
            for (String name : ContentBlocks.namesIn(open.remove())) {
                if (used.add(name) && known.containsKey(name)) {
                    open.addAll(contents.getOrDefault(known.get(name).id(), List.of()));
                }
            }
        }
        return used;
    }

    private static List<String> frames(Transaction tx, int mailingId) {
        EmailSettings email = MailingStore.media(tx, mailingId, Instant.EPOCH).email();
        return List.of(
                ContentStore.frame(tx, mailingId, ContentStore.HTML),
                ContentStore.frame(tx, mailingId, ContentStore.TEXT),
                email.subject(),
                email.preheader(),
                email.from().name());
    }

    private static void requireShort(String name) {
        if (name.length() > ContentRules.BLOCK_NAME_MAX) {
            throw new InvalidInput(
                    "",
                    "mailing.error.blockName",
                    name.substring(0, 40) + "…",
                    ContentRules.BLOCK_NAME_MAX);
        }
    }
}

package org.openemm.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openemm.InvalidInput;

/**
 * Which tiles a user sees, in which order, how wide. Tiles that are not in it are hidden.
 * Immutable.
 */
public record Layout(List<Place> places) {
    /** Longest JSON in characters: the width of the column. */
    public static final int MAX_LENGTH = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A tile in its place. */
    public record Place(Tile tile, Tile.Size size) {}

    public Layout {
        places = List.copyOf(places);
    }

    /** How it is until somebody changes it. */
    public static Layout usual() {
        return new Layout(
                Arrays.stream(Tile.values()).map(tile -> new Place(tile, tile.usual())).toList());
    }

    /**
     * Reads {@code [{"tile":"next","size":"half"}, ...]}.
     *
     * @throws InvalidInput field {@code layout}: no JSON of that form, too long, an unknown tile or
     *     size, or a tile twice
     */
    public static Layout read(String json) {
        if (json.length() > MAX_LENGTH) {
            throw broken();
        }
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw broken();
        }
        if (root == null || !root.isArray()) {
            throw broken();
        }
        List<Place> places = new ArrayList<>();
        Set<Tile> seen = EnumSet.noneOf(Tile.class);
        for (JsonNode entry : root) {
            Tile tile = Tile.of(entry.path("tile").asText()).orElseThrow(Layout::broken);
            Tile.Size size = Tile.Size.of(entry.path("size").asText()).orElseThrow(Layout::broken);
            if (!seen.add(tile)) {
                throw broken();
            }
            places.add(new Place(tile, size));
        }
        return new Layout(places);
    }

    /** The usual one for what cannot be read: nothing, or the layout of another version. */
    static Layout readStored(String json) {
        if (json == null || json.isBlank()) {
            return usual();
        }
        try {
            return read(json);
        } catch (InvalidInput e) {
            return usual();
        }
    }

    /** What {@link #read} reads. */
    public String json() {
        ArrayNode root = JSON.createArrayNode();
        places.forEach(
                place ->
                        root.addObject()
                                .put("tile", place.tile().id())
                                .put("size", place.size().id()));
        return root.toString();
    }

    /** Where a tile stands; empty when it is hidden. */
    public Optional<Place> place(Tile tile) {
        return places.stream().filter(place -> place.tile() == tile).findFirst();
    }

    /** With a tile some places further; stays at the ends. */
    public Layout moved(Tile tile, int by) {
        List<Place> changed = new ArrayList<>(places);
        int from = places.indexOf(place(tile).orElse(null));
        int to = from + by;
        if (from < 0 || to < 0 || to >= changed.size()) {
            return this;
        }
        Collections.swap(changed, from, to);
        return new Layout(changed);
    }

    /** With a tile in the other width. */
    public Layout resized(Tile tile) {
        return new Layout(
                places.stream()
                        .map(
                                place ->
                                        place.tile() == tile
                                                ? new Place(tile, place.size().other())
                                                : place)
                        .toList());
    }

    public Layout without(Tile tile) {
        return new Layout(places.stream().filter(place -> place.tile() != tile).toList());
    }

    /** With a tile at the end. */
    public Layout with(Tile tile) {
        List<Place> changed = new ArrayList<>(without(tile).places);
        changed.add(new Place(tile, tile.usual()));
        return new Layout(changed);
    }

    private static InvalidInput broken() {
        return new InvalidInput("layout", "dashboard.error.layout");
    }
}

package org.openemm.web.ui.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnChoiceTest {
    private static final TableSpec SPEC =
            TableSpec.named(TableName.DESIGN)
                    .columns(
                            Column.text("name", "Name").asTitle(),
                            Column.text("list", "List"),
                            Column.date("created", "Created").onDemand(),
                            Column.number("id", "ID").onDemand());

    @Test
    void withoutAChoiceTheUsualColumnsAreShown() {
        assertEquals("name,list", visible(""));
        assertEquals("name,list", visible("gone,never"));
    }

    @Test
    void aChoiceKeepsItsOrderAndPassesOverWhatIsGone() {
        assertEquals("id,name,list", visible("id,gone,name,list,id"));
    }

    @Test
    void theColumnThatNamesTheRowCannotBeLeftOut() {
        assertEquals("name,created", visible("created"));
    }

    @Test
    void atMostEightColumnsAreShownBesidesTheFixedOne() {
        List<Column> many =
                IntStream.range(0, 20)
                        .mapToObj(i -> Column.text("c" + i, "C" + i))
                        .collect(Collectors.toList());
        many.add(Column.text("name", "Name").asTitle());
        String all = many.stream().map(Column::key).collect(Collectors.joining(","));
        List<Column> shown = ColumnChoice.visible(SPEC.columns(many), all);
        assertEquals(9, shown.size());
        assertEquals("name", shown.get(8).key());
    }

    @Test
    void aColumnIsMovedByOnePlaceWhereThereIsOne() {
        List<String> keys = List.of("a", "b", "c");
        assertEquals(List.of("b", "a", "c"), ColumnChoice.moved(keys, "b", -1));
        assertEquals(List.of("a", "c", "b"), ColumnChoice.moved(keys, "b", 1));
        assertEquals(keys, ColumnChoice.moved(keys, "a", -1));
        assertEquals(keys, ColumnChoice.moved(keys, "c", 1));
        assertEquals(keys, ColumnChoice.moved(keys, "x", 1));
    }

    private static String visible(String chosen) {
        return ColumnChoice.visible(SPEC, chosen).stream()
                .map(Column::key)
                .collect(Collectors.joining(","));
    }
}

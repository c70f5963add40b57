package org.openemm.eql;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.openemm.eql.grammar.EqlParser;

/**
 * Reads what is asked about behaviour: mailings, links, lists, and how often, how lately, on what.
 */
final class BehaviourReader {
    private static final int MOST_TIMES = 100_000;
    private static final int MOST_DAYS = 36_500;

    private final RuleText text;
    private final EqlContext context;
    private final References references;

    BehaviourReader(RuleText text, EqlContext context, References references) {
        this.text = text;
        this.context = context;
        this.references = references;
    }

    /**
     * @param id 0 for any
     */
    record Mailing(int id, boolean interval) {
        static final Mailing ANY = new Mailing(0, false);
    }

    Condition opened(EqlParser.OpenedContext tree) {
        Mailing mailing = mailing(tree.mailing());
        return new Condition.Opened(
                mailing.id,
                mailing.interval,
                circumstances(tree.device(), tree.equipment(), tree.frequency(), tree.period()),
                range(tree));
    }

    Condition received(EqlParser.ReceivedContext tree) {
        Mailing mailing = mailing(tree.mailing());
        return new Condition.Received(
                mailing.id,
                mailing.interval,
                circumstances(List.of(), List.of(), tree.frequency(), tree.period()),
                range(tree));
    }

    Condition clicked(EqlParser.ClickedContext tree) {
        Mailing mailing = mailing(tree.mailing());
        return new Condition.Clicked(
                mailing.id,
                mailing.interval,
                OptionalInt.empty(),
                circumstances(tree.device(), tree.equipment(), tree.frequency(), tree.period()),
                range(tree));
    }

    Condition clicked(EqlParser.ClickedLinkContext tree) {
        Mailing mailing = mailing(tree.id);
        return new Condition.Clicked(
                mailing.id,
                mailing.interval,
                OptionalInt.of(link(mailing.id, tree.link)),
                circumstances(tree.device(), tree.equipment(), tree.frequency(), tree.period()),
                range(tree));
    }

    Condition bound(EqlParser.BindingContext tree) {
        references.useBehaviour();
        int list = 0;
        if (tree.id != null) {
            list =
                    id(tree.id)
                            .filter(context::hasMailinglist)
                            .orElseThrow(() -> unknown(EqlProblem.UNKNOWN_MAILINGLIST, tree.id));
            references.addMailinglist(list);
        }
        return new Condition.Binding(
                Optional.ofNullable(tree.status())
                        .map(status -> word(status.getStart()))
                        .map(Condition.Binding.Status::valueOf),
                Optional.ofNullable(tree.medium)
                        .map(BehaviourReader::word)
                        .map(Condition.Binding.Medium::valueOf),
                Optional.ofNullable(tree.type)
                        .map(BehaviourReader::word)
                        .map(Condition.Binding.Type::valueOf),
                list,
                range(tree));
    }

    Condition inGroup(EqlParser.InGroupContext tree) {
        EqlGroup group =
                id(tree.id)
                        .flatMap(context::group)
                        .orElseThrow(() -> unknown(EqlProblem.UNKNOWN_GROUP, tree.id));
        if (group.circular()) {
            throw of(EqlProblem.CIRCLE, tree.id, group);
        }
        if (!group.usable()) {
            throw of(EqlProblem.INVALID_GROUP, tree.id, group);
        }
        references.addGroup(group);
        return new Condition.InGroup(group, range(tree));
    }

    private EqlError of(String key, Token token, EqlGroup group) {
        return new EqlError(
                new EqlProblem(key, text.place(token), List.of(group.name()), Optional.empty()));
    }

    Mailing mailing(EqlParser.MailingContext tree) {
        if (tree.id == null) {
            references.useBehaviour();
            return Mailing.ANY;
        }
        return mailing(tree.id);
    }

    private Mailing mailing(Token token) {
        references.useBehaviour();
        Optional<Integer> id = id(token);
        Optional<Integer> type = id.flatMap(context::mailingType);
        if (type.isEmpty()) {
            throw unknown(EqlProblem.UNKNOWN_MAILING, token);
        }
        references.addMailing(id.get());
        return new Mailing(id.get(), type.get() == EqlContext.INTERVAL_MAILING);
    }

    private int link(int mailingId, Token token) {
        Optional<Integer> id = id(token).filter(link -> context.hasLink(mailingId, link));
        if (id.isEmpty()) {
            throw new EqlError(
                    new EqlProblem(
                            EqlProblem.UNKNOWN_LINK,
                            text.place(token),
                            List.of(mailingId),
                            Optional.empty()));
        }
        references.addLink(id.get());
        return id.get();
    }

    private Circumstances circumstances(
            List<EqlParser.DeviceContext> devices,
            List<EqlParser.EquipmentContext> equipment,
            List<EqlParser.FrequencyContext> frequencies,
            List<EqlParser.PeriodContext> periods) {
        return new Circumstances(
                once(devices).map(tree -> Circumstances.Device.valueOf(word(tree.kind))),
                equipment(equipment),
                once(frequencies).map(tree -> number(tree.times, MOST_TIMES)).orElse(1),
                once(periods).map(tree -> number(tree.days, MOST_DAYS)).orElse(0));
    }

    private Map<Circumstances.Equipment, String> equipment(List<EqlParser.EquipmentContext> trees) {
        Map<Circumstances.Equipment, String> names = new EnumMap<>(Circumstances.Equipment.class);
        for (Circumstances.Equipment kind : Circumstances.Equipment.values()) {
            once(trees.stream().filter(tree -> word(tree.what).equals(kind.name())).toList())
                    .ifPresent(tree -> names.put(kind, ValueReader.unquoted(tree.called)));
        }
        return names;
    }

    /** Each of them can be said one time; in which order does not matter. */
    private <T extends ParserRuleContext> Optional<T> once(List<T> trees) {
        if (trees.size() > 1) {
            Token second = trees.get(1).getStart();
            throw new EqlError(
                    new EqlProblem(EqlProblem.SYNTAX, text.place(second))
                            .with(new Hint("target.hint.once", word(second))));
        }
        return trees.stream().findFirst();
    }

    private int number(Token token, int most) {
        return id(token)
                .filter(number -> number >= 1 && number <= most)
                .orElseThrow(
                        () ->
                                new EqlError(
                                        new EqlProblem(
                                                EqlProblem.OUT_OF_RANGE,
                                                text.place(token),
                                                List.of(1, most),
                                                Optional.empty())));
    }

    private EqlError unknown(String key, Token token) {
        return new EqlError(new EqlProblem(key, text.place(token)));
    }

    private Range range(ParserRuleContext tree) {
        return text.range(tree.getStart(), tree.getStop());
    }

    private static String word(Token token) {
        return token.getText().toUpperCase(Locale.ROOT);
    }

    private static Optional<Integer> id(Token token) {
        try {
            return Optional.of(Integer.valueOf(token.getText()));
        } catch (NumberFormatException e) {
            // More digits than any id has: there is no such thing.
            return Optional.empty();
        }
    }
}

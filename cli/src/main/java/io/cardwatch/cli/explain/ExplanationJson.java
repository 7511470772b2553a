package io.cardwatch.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.alert.AlertId;
import io.cardwatch.cli.explain.Explanation.EarlierAlert;
import io.cardwatch.cli.explain.Explanation.FeatureLine;
import io.cardwatch.cli.explain.Explanation.RuleLine;
import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.Gap;
import io.cardwatch.rule.TracedPart;
import io.cardwatch.rule.TracedPart.Kind;
import io.cardwatch.rule.TracedValue;
import io.cardwatch.rule.ValueType;
import java.util.List;

/** An explanation for a program: the same that the text says; what is missing is null. */
final class ExplanationJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ExplanationJson() {}

    static String of(Explanation explanation) {
        ObjectNode root = JSON.createObjectNode();
        CardEvent event = explanation.event();
        root.put("eventId", event.eventId());
        root.put("bankId", event.bankId());
        root.put("alertId", AlertId.of(event.bankId(), event.eventId()));
        root.put("cardRef", event.cardRef());
        root.put("eventTime", event.eventTime().toString());
        root.put("amountMinor", event.amountMinor());
        root.put("currency", event.currency());
        root.put("fraud", explanation.fraud());
        root.put("scenario", explanation.scenario());
        root.put("ruleset", explanation.set().name());
        root.put("version", explanation.set().version());
        root.put("outcome", ExplanationText.word(explanation.outcome()));
        root.put("admission", ExplanationText.word(explanation.admission()));
        root.put("score", explanation.score());
        root.put("threshold", explanation.set().alerting().threshold());
        root.put("says", new OutcomeText(explanation).sentence());
        ArrayNode held = root.putArray("heldBackBy");
        for (EarlierAlert alert : explanation.heldBackBy()) {
            ObjectNode node = held.addObject();
            node.put("alertId", alert.alertId());
            node.put("eventId", alert.eventId());
            node.put("at", alert.at().toString());
            alert.rules().forEach(node.putArray("rules")::add);
        }
        root.put("historySeconds", explanation.history().toSeconds());
        ArrayNode features = root.putArray("features");
        explanation.features().forEach(line -> put(line, features.addObject()));
        ArrayNode rules = root.putArray("rules");
        explanation.rules().forEach(line -> put(line, rules.addObject()));
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable", e);
        }
    }

    private static void put(FeatureLine line, ObjectNode node) {
        node.put("name", line.feature().name());
        if (line.feature().aggregate().type() == ValueType.FLAG && line.missing() == null) {
            node.put("value", line.value() != 0.0);
        } else {
            number("value", line.value(), node);
        }
        node.put("missing", line.missing());
        node.put("is", FeatureText.of(line.feature()));
        node.put("windowBeginsBeforeFile", line.isShort());
    }

    private static void put(RuleLine line, ObjectNode node) {
        node.put("rule", line.rule().id());
        node.put("mode", line.rule().mode().keyword());
        node.put("state", ExplanationText.word(line.state()));
        number("score", line.trace().score(), node);
        node.put("when", line.rule().when());
        ArrayNode unmet = node.putArray("unmet");
        line.trace().condition().unmet().forEach(test -> unmet.add(test.text()));
        put(line.trace().condition(), node.putObject("condition"));
    }

    private static void put(TracedPart part, ObjectNode node) {
        node.put("kind", ExplanationText.word(part.kind()));
        node.put("text", part.text());
        node.put("outcome", ExplanationText.word(part.outcome()));
        node.put("wanted", part.wanted());
        if (part.kind() == Kind.TEST) {
            put("compared", part.compared(), node);
            put("values", part.values(), node);
            Gap gap = part.gap();
            if (gap != null) {
                ObjectNode needs = node.putObject("needs");
                needs.put("of", gap.of());
                needs.put("value", gap.value());
                needs.put("by", gap.by());
                needs.put("limit", gap.limit());
                needs.put("beyond", gap.beyond());
                needs.put("target", gap.target());
            }
            return;
        }
        TracedPart nearest = part.nearest();
        if (nearest != null) {
            node.put("nearest", part.parts().indexOf(nearest));
        }
        ArrayNode parts = node.putArray("parts");
        part.parts().forEach(each -> put(each, parts.addObject()));
    }

    private static void put(String name, List<TracedValue> values, ObjectNode node) {
        ArrayNode array = node.putArray(name);
        for (TracedValue value : values) {
            ObjectNode each = array.addObject();
            each.put("name", value.name());
            if (value.missing()) {
                each.putNull("value");
                continue;
            }
            switch (value.type()) {
                case TEXT -> each.put("value", value.text());
                case FLAG -> each.put("value", value.number() != 0.0);
                case NUMBER -> number("value", value.number(), each);
            }
        }
    }

    /** JSON has no NaN and no infinity. */
    private static void number(String name, double value, ObjectNode node) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}

package io.cardwatch.cli.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.operator.RuleCount;
import io.cardwatch.rollout.RulesRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the commands on rules tell a program: the same that they tell a person. */
final class RulesJson {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RulesJson() {}

    static String status(List<InForce> rows) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode sets = root.putArray("inForce");
        for (InForce row : rows) {
            SetState state = row.state();
            ObjectNode set = sets.addObject();
            set.put("bankId", row.bankId());
            set.put("sequence", state.sequence());
            set.put("ruleset", state.ruleset());
            set.put("version", state.version());
            set.put("fileName", row.push() == null ? null : fileName(row.push()));
            set.put("activeSince", text(state.activeSince()));
            set.put("activeSubtasks", state.activeSubtasks());
            set.put("subtasks", state.of());
            ArrayNode paused = set.putArray("pausedRules");
            state.pausedRules().forEach(paused::add);
            ArrayNode rules = set.putArray("rules");
            for (RuleCount count : state.counts()) {
                rules.addObject()
                        .put("rule", count.rule())
                        .put("mode", count.mode())
                        .put("fired", count.fired())
                        .put("paused", count.paused())
                        .put("notApplicable", count.notApplicable());
            }
        }
        return write(root);
    }

    static String history(List<PushedSet> pushes, RuleHistory history) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode sets = root.putArray("pushes");
        for (PushedSet push : pushes) {
            SetState state = history.state(push.sequence());
            RulesRecord record = push.record();
            ObjectNode set = sets.addObject();
            set.put("sequence", push.sequence());
            set.put("bankId", push.bankId());
            set.put("pushedAt", record == null ? null : record.pushedAt().toString());
            set.put("action", record == null ? null : word(record.action()));
            set.put("fileName", fileName(push));
            set.put("note", record == null ? null : record.note());
            set.put("ruleset", state.ruleset());
            set.put("version", state.version());
            set.put("outcome", word(state.outcome()));
            ArrayNode problems = set.putArray("problems");
            state.problems().forEach(problems::add);
        }
        return write(root);
    }

    private static @Nullable String fileName(PushedSet push) {
        return push.record() == null ? null : push.record().fileName();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** An enum constant as it is written for programs and people, for example {@code rollback}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String write(ObjectNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable", e);
        }
    }
}

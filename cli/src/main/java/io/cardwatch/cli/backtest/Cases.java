package io.cardwatch.cli.backtest;

import io.cardwatch.cli.backtest.BacktestResult.Case;
import io.cardwatch.cli.replay.JudgedEvent;
import io.cardwatch.engine.Admission;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.IsoCodes;
import io.cardwatch.rule.Feature;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what there is to see of an event. */
final class Cases {
    private Cases() {}

    static Case of(JudgedEvent judged) {
        CardEvent event = judged.event();
        Integer exponent = IsoCodes.currencyExponent(event.currency());
        return new Case(
                event.eventId(),
                event.bankId(),
                event.cardRef(),
                event.eventTime(),
                event.amountMinor(),
                event.currency(),
                exponent == null ? 0 : exponent,
                event.merchantId(),
                event.merchantName(),
                judged.scenario(),
                judged.score(),
                judged.assessment().findings(),
                judged.admission() == Admission.ADMITTED ? features(judged) : Map.of(),
                judged.alert() == null ? why(judged) : null);
    }

    private static Map<String, Double> features(JudgedEvent judged) {
        Map<String, Double> values = new TreeMap<>();
        double[] features = judged.features();
        List<Feature> named = judged.rules().ruleSet().features();
        for (int slot = 0; slot < named.size(); slot++) {
            if (Double.isFinite(features[slot])) {
                values.put(named.get(slot).name(), features[slot]);
            }
        }
        return values;
    }

    private static @Nullable String why(JudgedEvent judged) {
        if (judged.admission() == Admission.LATE) {
            return "late";
        }
        if (judged.suppressedBy() != null) {
            return Measurement.word(judged.suppressedBy().name());
        }
        return judged.assessment().speaks() ? "below the threshold" : "no rule fired";
    }
}

package io.cardwatch.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.event.CardEvent;
import io.cardwatch.rule.EventField;
import io.cardwatch.rule.KeyDimension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldsInUseTest {
    private static final CardEvent EVENT =
            RandomEvents.complete(3).toBuilder().currency("EUR").baseAmount(1_234, 2).build();

    @ParameterizedTest
    @EnumSource
    void shouldKeepWhatAConditionReads(EventField field) {
        CardEvent kept = kept("", "has(event." + field.keyword() + ")");
        switch (field.type()) {
            case TEXT -> assertThat(field.text(kept)).isEqualTo(field.text(EVENT));
            case NUMBER -> assertThat(field.number(kept)).isEqualTo(field.number(EVENT));
            case FLAG -> assertThat(field.flag(kept)).isEqualTo(field.flag(EVENT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepWhatAFeatureIsKeptBy(KeyDimension dimension) {
        CardEvent kept =
                kept("f: { by: " + dimension.keyword() + ", count: true, over: 1h }", "f > 1.0");
        assertThat(dimension.keyOf(kept)).isEqualTo(dimension.keyOf(EVENT));
    }

    @Test
    void shouldKeepThePlacesThatASpeedIsMeasuredBetween() {
        CardEvent kept = kept("f: { by: card, speed: location }", "f > 900.0");
        assertThat(kept.latitude()).isEqualTo(EVENT.latitude());
        assertThat(kept.longitude()).isEqualTo(EVENT.longitude());
    }

    @Test
    void shouldTakeAwayWhatNobodyReadsAndKeepWhatAnAlertMayTell() {
        CardEvent kept = kept("", "event.amount > 5.0");
        assertThat(kept)
                .isEqualTo(
                        CardEvent.builder()
                                .eventId(EVENT.eventId())
                                .bankId(EVENT.bankId())
                                .schemaVersion(EVENT.schemaVersion())
                                .messageType(EVENT.messageType())
                                .cardRef(EVENT.cardRef())
                                .eventTime(EVENT.eventTime())
                                .amountMinor(EVENT.amountMinor())
                                .currency(EVENT.currency())
                                .baseAmount(EVENT.baseAmountMinor(), EVENT.baseExponent())
                                .subjectRef(EVENT.subjectRef())
                                .merchantName(EVENT.merchantName())
                                .build());
    }

    @Test
    void shouldKeepWhatAFeatureComparesAggregatesOrCounts() {
        assertThat(kept("f: { by: [card, device], count: true, over: 1h }", "f > 1.0").deviceId())
                .isEqualTo(EVENT.deviceId());
        assertThat(kept("f: { by: card, distinct: mcc, over: 1h }", "f > 1.0").mcc())
                .isEqualTo(EVENT.mcc());
        assertThat(
                        kept(
                                        "f: { by: card, count: true, over: 1h, where: event.ipCountry =="
                                                + " 'AT' }",
                                        "f > 1.0")
                                .ipCountry())
                .isEqualTo(EVENT.ipCountry());
        assertThat(
                        kept(
                                        "f: { by: card, sequence: [ \"event.amount < 1.0\", \"event.bin"
                                                + " == '411111'\" ], over: 1h }",
                                        "f")
                                .bin())
                .isEqualTo(EVENT.bin());
    }

    @Test
    void shouldKeepAFieldWhoseNameIsWrittenWithAnEscape() {
        assertThat(kept("", "has(event.m\\u0063c)").mcc()).isEqualTo(EVENT.mcc());
    }

    private static CardEvent kept(String feature, String when) {
        String features = feature.isEmpty() ? "" : "features:\n  " + feature + "\n";
        String rules =
                "ruleset: fields\nversion: \"1\"\n"
                        + features
                        + "rules:\n  - { id: r, when: \""
                        + when
                        + "\", score: 90, reason: seen }\n"
                        + "alerting: { threshold: 70, cooldown: 30m, budget: 3 per subject per day }\n";
        FieldsInUse fields = new FieldsInUse();
        fields.add(new RulesUpdate(null, 1, "rules.yaml", rules));
        return fields.of(EVENT);
    }
}

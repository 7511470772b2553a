package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.engine.EnginePlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.engine.FraudEngine;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.event.CardEvent;
import io.cardwatch.event.Label;
import io.cardwatch.event.MessageType;
import io.cardwatch.rule.CompiledRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code rules/handbook.yaml} knows of a terminal and of a card, a payment a day. */
class HandbookRulesTest {
    private static final Instant FIRST_NOON = Instant.parse("2026-03-01T12:00:00Z");

    private FraudEngine engine;

    @BeforeEach
    void start() throws IOException {
        Path file = Path.of("rules/handbook.yaml");
        CompiledRules rules = ScenarioRun.compile(file.toString(), Files.readString(file));
        engine =
                new FraudEngine(
                        EnginePlan.of(rules, EngineSettings.defaults()),
                        new KeyHasher("a scenario secret".getBytes(StandardCharsets.UTF_8)),
                        rule -> {});
    }

    @Test
    void shouldAlertFromTheThirdKnownFraudAtATerminalUntilFourWeeksAfterTheFirst() {
        List<Integer> alerted =
                IntStream.range(0, 80)
                        .peek(day -> learnOf(day - 7))
                        .filter(day -> alerts(atTerminal(day)))
                        .boxed()
                        .toList();

        assertThat(alerted)
                .containsExactlyElementsOf(IntStream.rangeClosed(29, 47).boxed().toList());
    }

    @Test
    void shouldAlertOfALesserAmountOnceTheCardHadAMuchLargerOne() {
        for (int day = 0; day < 30; day++) {
            assertThat(alerts(ofCard(day, day == 20 ? 45_00 : 20_00))).isFalse();
        }

        assertThat(alerts(ofCard(30, 70_00))).isTrue();
        assertThat(alerts(ofCard(31, 45_00))).isTrue();
        assertThat(alerts(ofCard(32, 25_00))).isFalse();
        assertThat(alerts(ofCard(45, 45_00))).isFalse();
    }

    @Test
    void shouldAlertOfWhatNobodyPays() {
        assertThat(alerts(ofCard(0, 220_00))).isFalse();
        assertThat(alerts(ofCard(1, 220_01))).isTrue();
    }

    /** A terminal is compromised from day 20 to day 47; each day another card pays there. */
    private void learnOf(int day) {
        if (day < 0) {
            return;
        }
        CardEvent event = atTerminal(day);
        engine.learn(
                new Label(
                        event.bankId(),
                        event.eventId(),
                        event.cardRef(),
                        null,
                        event.terminalId(),
                        event.eventTime(),
                        20 <= day && day <= 47,
                        event.eventTime().plus(Duration.ofDays(7))));
    }

    private boolean alerts(CardEvent event) {
        return engine.assess(event).alerts();
    }

    private static CardEvent atTerminal(int day) {
        return event(day, 30_00).cardRef("card-" + day).terminalId("T-1").build();
    }

    private static CardEvent ofCard(int day, long amountMinor) {
        return event(day, amountMinor).cardRef("card").terminalId("T-" + day).build();
    }

    private static CardEvent.Builder event(int day, long amountMinor) {
        return CardEvent.builder()
                .eventId("event-" + day)
                .bankId("bank")
                .messageType(MessageType.AUTHORISATION)
                .eventTime(FIRST_NOON.plus(Duration.ofDays(day)))
                .currency("USD")
                .baseAmount(amountMinor, 2);
    }
}

package io.cardwatch.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.event.MessageType;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleGeneratorTest {
    private static final double FASTEST_HONEST_KM_PER_HOUR = 900;
    private static final TestingSink COMMITTED = TestingSink.of(GeneratorSettings.committed());

    @Test
    void shouldGiveEqualDataForEqualSettings() {
        GeneratorSettings settings = GeneratorSettings.of(7, 60, 10);

        assertThat(TestingSink.of(settings).lines()).isEqualTo(TestingSink.of(settings).lines());
    }

    @Test
    void shouldGiveOtherDataForAnotherSeed() {
        List<String> one = TestingSink.of(GeneratorSettings.of(1, 60, 10)).lines();
        List<String> other = TestingSink.of(GeneratorSettings.of(2, 60, 10)).lines();

        assertThat(one).doesNotContainAnyElementsOf(other);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNeverLetAnHonestCardTravelFasterThanAnAircraft(long seed) {
        TestingSink sample = TestingSink.of(GeneratorSettings.of(seed, 80, 30));
        Map<String, SampleLabel> labels = sample.labelsByEvent();
        Map<String, JsonNode> last = new HashMap<>();
        double fastest = 0;
        for (JsonNode event : byTime(sample.events())) {
            SampleLabel label = labels.get(text(event, "eventId"));
            boolean fraud = label != null && label.fraud();
            if (fraud || !event.get("cardPresent").asBoolean()) {
                continue;
            }
            JsonNode before = last.put(text(event, "cardRef"), event);
            if (before != null) {
                fastest = Math.max(fastest, speed(before, event));
            }
        }

        assertThat(fastest).isBetween(400.0, FASTEST_HONEST_KM_PER_HOUR);
    }

    @Test
    void shouldLabelFraudOfEveryPatternAfterItHappened() {
        Set<FraudPattern> patterns = new TreeSet<>();
        for (SampleLabel label : COMMITTED.labels) {
            assertThat(label.fraud()).isEqualTo(label.scenario() != null);
            assertThat(label.knownAt()).isAfter(label.eventTime().plus(Duration.ofHours(7)));
            if (label.scenario() != null) {
                patterns.add(label.scenario());
            }
        }

        assertThat(patterns).containsExactly(FraudPattern.values());
    }

    @Test
    void shouldLabelBesidesFraudOnlyTheHonestPaymentsThatSomebodyLookedInto() {
        long cleared = COMMITTED.labels.stream().filter(label -> !label.fraud()).count();

        assertThat(cleared).isBetween(200L, payments() / 20);
    }

    @Test
    void shouldMakeLessThanThreePercentOfThePaymentsFraud() {
        long fraud = COMMITTED.labels.stream().filter(SampleLabel::fraud).count();

        assertThat(fraud).isBetween(200L, payments() * 3 / 100);
    }

    @Test
    void shouldSendReversalsThatSayWhatTheyTakeBack() {
        List<JsonNode> reversals =
                COMMITTED.events().stream()
                        .filter(event -> type(event).equals("reversal"))
                        .toList();

        assertThat(reversals).hasSizeGreaterThan(20);
        assertThat(reversals)
                .allMatch(event -> event.has("originalEventId") && event.has("originalEventTime"));
    }

    @Test
    void shouldLeaveCardsInADrawerForAMonthBeforeTheyAreSpent() {
        Map<String, Instant> lastUsed = new HashMap<>();
        Map<String, SampleLabel> labels = COMMITTED.labelsByEvent();
        long woken = 0;
        for (JsonNode event : byTime(COMMITTED.events())) {
            SampleLabel label = labels.get(text(event, "eventId"));
            Instant before = lastUsed.put(text(event, "cardRef"), time(event));
            if (label != null && label.scenario() == FraudPattern.DORMANT_REACTIVATION) {
                boolean first = Duration.between(before, time(event)).toDays() >= 1;
                assertThat(Duration.between(before, time(event)).toDays() >= 30).isEqualTo(first);
                woken += first ? 1 : 0;
            }
        }

        assertThat(woken).isPositive();
    }

    @Test
    void shouldStateAmountsInTheMinorUnitsOfTheirCurrency() {
        // What one euro costs, in minor units of each: yen have none, dinars have three digits.
        Map<String, Double> minorPerEuro = Map.of("JPY", 163.0, "KWD", 336.0, "EUR", 100.0);
        Set<String> seen = new TreeSet<>();
        for (JsonNode event : COMMITTED.events()) {
            Double rate = minorPerEuro.get(text(event, "currency"));
            boolean euros = text(event, "billingCurrency").equals("EUR");
            if (rate != null && euros && event.get("amountMinor").asLong() > 0) {
                double cents = event.get("amountMinor").asLong() / rate * 100;
                assertThat((double) event.get("billingAmountMinor").asLong())
                        .isCloseTo(cents, within(1.0));
                seen.add(text(event, "currency"));
            }
        }

        assertThat(seen).containsExactly("EUR", "JPY", "KWD");
    }

    @Test
    void shouldGiveEveryEventTheFieldsOfTheContractAndAnIdOfItsOwn() {
        List<String> required =
                List.of(
                        "eventId",
                        "bankId",
                        "schemaVersion",
                        "messageType",
                        "cardRef",
                        "eventTime",
                        "amountMinor",
                        "currency",
                        "subjectRef",
                        "localTime",
                        "billingAmountMinor",
                        "billingCurrency",
                        "processingCode",
                        "mcc",
                        "merchantId",
                        "merchantName",
                        "merchantCity",
                        "merchantCountry",
                        "terminalId",
                        "posEntryMode",
                        "cardPresent",
                        "responseCode");
        List<JsonNode> events = COMMITTED.events();

        assertThat(events).allSatisfy(event -> assertThat(required).allMatch(event::has));
        assertThat(events.stream().map(event -> text(event, "eventId"))).doesNotHaveDuplicates();
    }

    @Test
    void shouldReportOnlyOnEventsThatWereFed() {
        Set<String> known =
                COMMITTED.events().stream()
                        .map(event -> text(event, "eventId"))
                        .collect(Collectors.toSet());
        List<JsonNode> later =
                COMMITTED.events().stream().filter(e -> e.has("originalEventId")).toList();

        assertThat(later.stream().map(SampleGeneratorTest::type).distinct())
                .containsExactlyInAnyOrder("advice", "reversal", "refund");
        assertThat(later).allMatch(event -> known.contains(text(event, "originalEventId")));
    }

    @Test
    void shouldFeedInTheOrderOfArrivalWithDuplicatesDelaysAndEveryKindOfBadRecord() {
        assertThat(COMMITTED.records)
                .isSortedAccordingTo(Comparator.comparing(FeedRecord::arrivesAt));
        Map<FeedRecord.Kind, Long> kinds =
                COMMITTED.records.stream()
                        .collect(Collectors.groupingBy(FeedRecord::kind, Collectors.counting()));

        assertThat(kinds.get(FeedRecord.Kind.DUPLICATE)).isBetween(20L, 200L);
        assertThat(kinds.get(FeedRecord.Kind.DELAYED)).isBetween(5L, 60L);
        assertThat(kinds.get(FeedRecord.Kind.BAD)).isBetween((long) BadRecord.values().length, 40L);
    }

    @Test
    void shouldHoldNoCardNumberButTheCanary() {
        Pattern digits = Pattern.compile("(?<!\\d)\\d{13,19}(?!\\d)");
        Set<String> numbers = new TreeSet<>();
        for (String line : COMMITTED.lines()) {
            // Digits stay long runs even if somebody groups them.
            digits.matcher(line.replaceAll("(?<=\\d)[ -](?=\\d)", ""))
                    .results()
                    .map(match -> match.group())
                    .filter(SampleGeneratorTest::passesLuhn)
                    .forEach(numbers::add);
        }

        assertThat(numbers).containsExactly(BadRecord.CANARY);
    }

    @Test
    void shouldSaySampleInEveryName() {
        assertThat(COMMITTED.events()).allMatch(e -> text(e, "merchantName").startsWith("Sample "));
        assertThat(COMMITTED.consents)
                .filteredOn(consent -> consent.terms() != null)
                .allMatch(consent -> consent.terms().address().startsWith("Sample Person "));
    }

    private static long payments() {
        return COMMITTED.events().stream()
                .filter(event -> MessageType.AUTHORISATION.wireName().equals(type(event)))
                .count();
    }

    private static List<JsonNode> byTime(List<JsonNode> events) {
        return events.stream().sorted(Comparator.comparing(SampleGeneratorTest::time)).toList();
    }

    private static Instant time(JsonNode event) {
        return Instant.parse(text(event, "eventTime"));
    }

    private static double speed(JsonNode before, JsonNode event) {
        double kilometres =
                City.kilometres(
                        before.get("latitude").asDouble(),
                        before.get("longitude").asDouble(),
                        event.get("latitude").asDouble(),
                        event.get("longitude").asDouble());
        long seconds = Duration.between(time(before), time(event)).toSeconds();
        return kilometres / Math.max(1, seconds) * 3_600;
    }

    private static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private static String type(JsonNode event) {
        return text(event, "messageType");
    }

    private static String text(JsonNode event, String field) {
        return event.get(field).asText();
    }
}

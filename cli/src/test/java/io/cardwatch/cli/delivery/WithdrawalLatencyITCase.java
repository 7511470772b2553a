package io.cardwatch.cli.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.local.EmbeddedFlink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The race of an opt-out against alerts in full flow, over a real broker: how long after the
 * broker's acknowledgement a last message may still arrive, and that none starts once the job has
 * shown that it knows.
 */
final class WithdrawalLatencyITCase {
    private static final int PER_SECOND = 200;

    @Test
    void shouldSendNothingOnceTheWithdrawalHasShown() throws Exception {
        race(60, "withdrawals");
    }

    @Test
    @Tag("full")
    void shouldSendNothingOnceAnyOfTwoThousandWithdrawalsHasShown() throws Exception {
        race(2_000, "withdrawals-full");
    }

    private static void race(int cardholders, String report) throws Exception {
        try (TestingDelivery delivery = TestingDelivery.open(List.of());
                EmbeddedFlink flink =
                        EmbeddedFlink.start(
                                delivery.folder("flink"), 1, TestingDelivery.PARALLELISM)) {
            delivery.hub().answerAfter(Duration.ofMillis(20));
            TestingDelivery.startJob(
                    flink, delivery.configuration("{ digest-within: 0s, fallback-after: 10m }"));
            WithdrawalRace race = new WithdrawalRace(delivery, flink, cardholders);
            race.grantAll();
            race.warmUp();
            SteadyStream alerts = SteadyStream.start(PER_SECOND, race::alert);
            try {
                for (int cardholder = 0; cardholder < cardholders; cardholder++) {
                    race.withdraw(cardholder);
                }
            } finally {
                alerts.close();
            }
            race.awaitEarlierAlertsJudged();

            assertThat(delivery.hub().faults()).isEmpty();
            assertThat(race.forbidden())
                    .hasSizeGreaterThanOrEqualTo(cardholders * WithdrawalRace.REFUSED_EACH);
            assertThat(race.sent()).doesNotContainAnyElementsOf(race.forbidden());
            Report.write(report, race.report());
        }
    }
}

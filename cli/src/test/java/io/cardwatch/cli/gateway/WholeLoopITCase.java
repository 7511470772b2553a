package io.cardwatch.cli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.jobs.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opting in, alert, answer, outcome, label, the next alert from that label, and stop: both jobs and
 * a broker as they run at a bank, and a gateway that is killed at each step.
 */
final class WholeLoopITCase {
    private static final String ANN = "1000000000000001";
    private static final String BOB = "1000000000000002";

    @TempDir private Path folder;
    private LoopBank bank;

    @BeforeEach
    void start() throws Exception {
        bank = LoopBank.open(folder);
    }

    @AfterEach
    void stop() throws IOException {
        bank.close();
    }

    @Test
    void shouldGoAllTheWayRoundWithTheGatewayKilledAtEachStep() throws Exception {
        bank.signIn("Ann", ANN);
        bank.signIn("Bob", BOB);
        bank.restartGateway();
        bank.awaitConsents(2);

        bank.pay("stolen", "ann", 200_00, "T-1");
        String no = bank.awaitMessage(ANN, 1).button("No, not me");
        bank.killGatewayTwiceDuring(() -> bank.messenger().press(ANN, "m_no", no));
        bank.restartGateway();
        bank.messenger().press(ANN, "m_no", no);

        assertThat(bank.awaitMessage(ANN, 2).text()).contains("was not you");
        assertThat(bank.await(Topics.outcomes(LoopBank.ID), 1))
                .singleElement()
                .asString()
                .contains("confirmed-fraud");
        assertThat(bank.await(Topics.LABELS, 1))
                .singleElement()
                .asString()
                .contains("\"fraud\":true");

        // Small payments alert nobody but where the label has moved the terminal's rate.
        bank.pay("elsewhere", "bob", 5_00, "T-2");
        bank.payUntilAlerted("bob", 5_00, "T-1");
        bank.awaitMessage(BOB, 1);
        assertThat(bank.isAlerted("elsewhere")).isFalse();

        bank.messenger().write(ANN, "m_stop", "STOP");
        bank.restartGateway();
        bank.awaitConsents(3);

        // One partition, so an alert of what came later tells that what came before was judged.
        bank.pay("after-the-stop", "ann", 300_00, "T-3");
        bank.pay("of-another", "bob", 300_00, "T-3");
        bank.awaitAlert("of-another");
        assertThat(bank.messenger().messages(ANN)).hasSize(2);
        assertThat(bank.isAlerted("after-the-stop")).isFalse();
        assertThat(bank.await(Topics.REPLIES, 0)).hasSize(2);
    }
}

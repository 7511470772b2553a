package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.ChainHead;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.jobs.kafka.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain on a real broker, whoever dies when. */
final class AuditAppenderITCase {
    private static final int KILLS = 25;
    private static final int MOMENTS = 60;
    private static final long SEED = 20261121;

    @TempDir private Path folder;

    private TestingAudit audit;

    @BeforeEach
    void start() throws Exception {
        audit = TestingAudit.start(folder);
    }

    @AfterEach
    void stop() {
        audit.close();
    }

    @Test
    void shouldAppendEachDecisionOnceHoweverOftenItIsSaid() throws Exception {
        audit.decide(1, 25);
        audit.decide(11, 20);
        audit.appendAll();
        audit.assertChainOf(1, 25);

        // A job that was restored says what it said before, to an appender that was started anew.
        audit.decide(1, 30);
        try (AuditAppender appender = audit.open(TestingAudit.REAL)) {
            assertThat(appender.head().seq()).isEqualTo(25);
            audit.appendAll(appender);
            assertThat(appender.appended()).isEqualTo(5);
            assertThat(appender.repeated()).isEqualTo(25);
        }
        audit.assertChainOf(1, 30);
        assertThat(audit.warnings()).isEmpty();
    }

    @Test
    void shouldGoOnBehindWhatIsNoDecision() throws Exception {
        audit.decide(1, 2);
        audit.write(Topics.DECISIONS, "4111111111111111");
        audit.write(Topics.DECISIONS, "{}");
        audit.decide(3, 4);
        try (AuditAppender appender = audit.open(TestingAudit.REAL)) {
            audit.appendAll(appender);
            assertThat(appender.rejected()).isEqualTo(2);
        }
        audit.assertChainOf(1, 4);
    }

    /** Between any two steps: each appender dies in a moment of its own, and none tidies up. */
    @Test
    void shouldNeitherForkNorLoseNorRepeatWhereverAnAppenderDies() throws Exception {
        Random random = new Random(SEED);
        int decided = 0;
        int died = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            audit.decide(decided + 1, decided + 10);
            audit.decide(Math.max(1, decided - 5), decided + 3);
            decided += 10;
            try (DyingProducer producers = DyingProducer.in(random.nextInt(MOMENTS))) {
                AuditAppender appender = audit.open(producers);
                audit.appendAll(appender);
                appender.close();
            } catch (DyingProducer.Killed e) {
                died++;
            }
        }
        audit.appendAll();

        audit.assertChainOf(1, decided);
        assertThat(died).isGreaterThan(KILLS / 2);
    }

    @Test
    void shouldShutOutTheOlderOfTwoAppenders() throws Exception {
        audit.decide(1, 5);
        try (AuditAppender older = audit.open(TestingAudit.REAL)) {
            audit.appendAll(older);
            try (AuditAppender newer = audit.open(TestingAudit.REAL)) {
                audit.decide(6, 10);
                assertShutOut(older);
                audit.appendAll(newer);
            }
        }
        audit.assertChainOf(1, 10);
    }

    /** The newer one starts, and appends, in each moment of the older one's transaction. */
    @Test
    void shouldShutOutTheOlderInTheMiddleOfATransaction() throws Exception {
        int decided = 0;
        // The moments of a transaction of two records, behind the two of the start.
        for (int moment = 2; moment < 11; moment++) {
            audit.decide(decided + 1, decided + 2);
            decided += 2;
            int takenOver = moment;
            try (DyingProducer producers =
                            new DyingProducer(
                                    now -> {
                                        if (now == takenOver) {
                                            appendAll();
                                        }
                                    });
                    AuditAppender older = audit.open(producers)) {
                assertShutOut(older);
            }
            audit.assertChainOf(1, decided);
        }
    }

    private void appendAll() {
        try {
            audit.appendAll();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Within a few turns: the first may find nothing to write. */
    private static void assertShutOut(AuditAppender older) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(
                        () -> {
                            for (int turn = 0; turn < 50; turn++) {
                                older.turn();
                            }
                        })
                .withMessageContaining("another appender has taken over 'audit'")
                .matches(failure -> failure.exitCode() == 1);
    }

    @Test
    void shouldAppendNothingBehindALastRecordThatDoesNotHold() throws Exception {
        audit.decide(1, 3);
        audit.appendAll();
        audit.write(Topics.AUDIT, "{\"seq\":4}");
        assertRefused("this is no audit record");
    }

    @Test
    void shouldAppendNothingToALogWhoseEndIsMissing() throws Exception {
        audit.decide(1, 3);
        audit.appendAll();
        audit.noteHead(new ChainHead(9, "a".repeat(64)));
        assertRefused("the chain ends with record 3, but record 9 was noted");
    }

    @Test
    void shouldAppendNothingToALogThatIsAnother() throws Exception {
        audit.decide(1, 3);
        audit.appendAll();
        audit.noteHead(new ChainHead(3, "a".repeat(64)));
        assertRefused("noted was " + "a".repeat(64));
    }

    private void assertRefused(String words) {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> audit.open(TestingAudit.REAL).close())
                .withMessageContaining("nothing was appended")
                .withMessageContaining(words);
    }

    /** What nobody can mend must not keep later decisions from being written down. */
    @Test
    void shouldGoOnAndWarnWhereAnEarlierPartDoesNotHold() throws Exception {
        audit.decide(1, 3);
        audit.appendAll();
        List<AuditRecord> chain = audit.assertChainOf(1, 3);
        audit.write(Topics.AUDIT, "{}");
        AuditRecord forged =
                AuditRecord.after(
                        new ChainHead(4, chain.get(2).hash()), TestingAudit.decision(100));
        audit.write(Topics.AUDIT, new String(forged.encode(), UTF_8));

        try (AuditAppender appender = audit.open(TestingAudit.REAL)) {
            assertThat(appender.head()).isEqualTo(forged.head());
            assertThat(audit.warnings())
                    .singleElement()
                    .asString()
                    .contains("does not hold everywhere")
                    .contains("audit verify");
        }
    }
}

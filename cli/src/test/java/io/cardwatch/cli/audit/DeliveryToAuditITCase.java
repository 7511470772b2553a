package io.cardwatch.cli.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.audit.AuditRecord;
import io.cardwatch.audit.Decision;
import io.cardwatch.cli.delivery.Await;
import io.cardwatch.cli.delivery.DeliveryFeed;
import io.cardwatch.cli.delivery.TestingDelivery;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.jobs.kafka.Topics;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** From the delivery job to the verified audit log, over a real broker. */
final class DeliveryToAuditITCase {
    private static final String SENT_TO = "opted-in";
    private static final String OPTED_OUT = "opted-out";
    private static final String NUMBER = "+15550100";

    @Test
    void shouldProveWhatBecameOfAlertsWithoutNamingAnybody() throws Exception {
        try (TestingDelivery delivery = TestingDelivery.open(List.of());
                EmbeddedFlink flink =
                        EmbeddedFlink.start(
                                delivery.folder("flink"), 1, TestingDelivery.PARALLELISM)) {
            DeliveryFeed feed = delivery.feed();
            feed.grant(SENT_TO, TestingDelivery.SMS, NUMBER);
            feed.grant(OPTED_OUT, TestingDelivery.SMS, NUMBER);
            feed.withdraw(OPTED_OUT, TestingDelivery.SMS).get(60, TimeUnit.SECONDS);
            feed.alert("e1", SENT_TO, TestingDelivery.SMS);
            feed.alert("e2", OPTED_OUT, TestingDelivery.SMS);
            feed.flush();
            TestingDelivery.startJob(flink, delivery.configuration("{ digest-within: 0s }"));
            Await.until("all is decided", () -> delivery.values(Topics.DECISIONS).size() == 3);

            append(delivery);

            List<String> log = delivery.values(Topics.AUDIT);
            assertThat(log.stream().map(DeliveryToAuditITCase::inShort))
                    .containsExactlyInAnyOrder(
                            "e1 attempt accepted sms 1 null",
                            "e2 refused not_sent sms 2 withdrawn",
                            "e2 undelivered not_sent null null null");
            assertThat(String.join("", log))
                    .doesNotContain(SENT_TO)
                    .doesNotContain(OPTED_OUT)
                    .doesNotContain("tok-of")
                    .doesNotContain(NUMBER.substring(1));
            TestingAuditCommand command = new TestingAuditCommand();
            assertThat(command.run("verify", "--bootstrap-servers", delivery.bootstrapServers()))
                    .isZero();
            assertThat(command.output()).contains("3 records");
        }
    }

    private static void append(TestingDelivery delivery) throws Exception {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", delivery.bootstrapServers());
        properties.put("isolation.level", "read_committed");
        try (AuditAppender appender =
                AuditAppender.open(
                        new AuditAppender.Settings(properties, Topics.DECISIONS, Topics.AUDIT),
                        TestingAudit.REAL,
                        InstantSource.system(),
                        warning -> {
                            throw new AssertionError(warning);
                        })) {
            Await.until(
                    "all is appended",
                    () -> {
                        try {
                            appender.turn();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        return appender.appended() == 3;
                    });
        }
    }

    private static String inShort(String json) {
        Decision decision = requireNonNull(AuditRecord.decode(json.getBytes(UTF_8))).decision();
        String event = decision.alertId().equals(DeliveryFeed.alertId("e1")) ? "e1" : "e2";
        return event
                + ' '
                + decision.what().wireName()
                + ' '
                + decision.outcome()
                + ' '
                + decision.channel()
                + ' '
                + decision.consentVersion()
                + ' '
                + decision.reason();
    }
}

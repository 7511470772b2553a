package io.cardwatch.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.consent.QuietHours;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The delivery job's configuration file; faults are told by file, line and what fits. */
class DeliveryConfigTest {
    private static final String COMMON =
            """
            kafka: { bootstrap.servers: "broker-1:9092" }
            hashing.secret-file: /run/secrets/cardwatch
            """;

    @TempDir Path folder;

    @Test
    void shouldFillInTheDefaultsAndShowMessagesOnTheConsoleWhereNothingIsConfigured() {
        DeliveryConfig config = read("");
        assertThat(config.topics())
                .isEqualTo(
                        new DeliveryConfig.DeliveryTopics(
                                "receipts",
                                "attempts",
                                "channel-controls",
                                "decisions",
                                "replies",
                                "labels"));
        assertThat(config.outcomes()).isEqualTo(OutcomePlan.defaults(false));
        assertThat(config.plan()).isEqualTo(DeliveryPlan.defaults(false));
        assertThat(config.channels())
                .containsExactly(
                        new ChannelSpec(
                                "console", null, "console", Map.of(), ChannelLimits.DEFAULT));
        assertThat(config.replies()).isNull();
        assertThat(config.templates()).isNull();
        assertThat(read("channels: {}\n").channels()).isEqualTo(config.channels());
        assertThat(read("channels: { console: {} }\n").channels()).isEqualTo(config.channels());
        assertThat(read("channels:\n  console:\n").channels()).isEqualTo(config.channels());
    }

    @Test
    void shouldReadHowAlertsAreDelivered() {
        DeliveryConfig config =
                read(
                        """
                        clock: event
                        topics: { receipts: r, attempts: a, controls: c, decisions: d, replies: p, labels: l }
                        templates.directory: words
                        replies: { secret-file: /run/secrets/replies, expire-after: 2h }
                        delivery:
                          alert-memory: 9d
                          order: [phone, console]
                          fallback-after: 90s
                          expire-after: 20h
                          digest-within: 0s
                          retry: { first: 1s, factor: 2.5, longest: 1m }
                          later-after: 1m
                          max-pending: 10
                        channels:
                          console: { file: out.txt }
                          phone: { type: console }
                        banks:
                          bank-north:
                            quiet-hours: "20:00-09:00"
                          bank-south:
                            order: phone
                          bank-west: {}
                        """);
        List<String> order = List.of("phone", "console");
        assertThat(config.plan())
                .isEqualTo(
                        new DeliveryPlan(
                                true,
                                Duration.ofDays(9),
                                10,
                                Duration.ofSeconds(90),
                                Duration.ofHours(20),
                                Duration.ZERO,
                                new DeliveryPlan.Backoff(
                                        Duration.ofSeconds(1), 2.5, Duration.ofMinutes(1)),
                                Duration.ofMinutes(1),
                                new DeliveryPlan.Bank(order, null),
                                Map.of(
                                        "bank-north",
                                        new DeliveryPlan.Bank(order, new QuietHours(1200, 540)),
                                        "bank-south",
                                        new DeliveryPlan.Bank(List.of("phone"), null),
                                        "bank-west",
                                        new DeliveryPlan.Bank(order, null))));
        assertThat(config.topics())
                .isEqualTo(new DeliveryConfig.DeliveryTopics("r", "a", "c", "d", "p", "l"));
        assertThat(config.templates()).isEqualTo("words");
        assertThat(config.replies())
                .isEqualTo(
                        new DeliveryConfig.Replies(
                                SecretReference.file(Path.of("/run/secrets/replies")),
                                Duration.ofHours(2)));
    }

    @Test
    void shouldReadHowLongAnswersAreWaitedForAndWhatTheySnooze() {
        assertThat(
                        read("""
                                        outcomes: { no-answer-after: 2h, snooze: 1d }
                                        banks:
                                          bank-north: { snooze: 0s }
                                          bank-south: { order: console }
                                        """)
                                .outcomes())
                .isEqualTo(
                        new OutcomePlan(
                                false,
                                Duration.ofHours(2),
                                Duration.ofDays(1),
                                Map.of("bank-north", Duration.ZERO)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outcomes.no-answer-after: 0s | has to be longer than nothing",
                "outcomes.no-answer-after: 8d | has to be shorter than delivery.alert-memory",
                "outcomes.snooze: 31d         | is 0s for not at all, and at most 30d",
                "banks.b.snooze: 31d          | is 0s for not at all, and at most 30d",
                "banks.b.snooze: soon         | 'soon' does not fit; accepted: a duration, as in 72h",
            })
    void shouldRefuseTimesThatCannotBe(String line, String message) {
        assertThatThrownBy(() -> read(line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(line.substring(0, line.indexOf(':')))
                .hasMessageContaining(message);
    }

    @Test
    void shouldLayABanksOptionsOverTheChannelsOwn() {
        DeliveryConfig config =
                read(
                        """
                        channels:
                          phone: { type: console, file: all.txt, rate-limit: 50 }
                        banks:
                          bank-north:
                            channels:
                              phone: { max-in-flight: 3, confirmed-by: delivered }
                              console: { file: north.txt }
                          bank-south:
                            channels: { phone: { type: console } }
                        """);
        assertThat(config.channels())
                .containsExactlyInAnyOrder(
                        new ChannelSpec(
                                "phone",
                                null,
                                "console",
                                Map.of("file", "all.txt"),
                                new ChannelLimits(50, ChannelLimits.DEFAULT.inFlight(), false)),
                        new ChannelSpec(
                                "phone",
                                "bank-north",
                                "console",
                                Map.of("file", "all.txt"),
                                new ChannelLimits(50, 3, true)),
                        new ChannelSpec(
                                "console",
                                "bank-north",
                                "console",
                                Map.of("file", "north.txt"),
                                ChannelLimits.DEFAULT),
                        new ChannelSpec(
                                "phone", "bank-south", "console", Map.of(), ChannelLimits.DEFAULT));
    }

    @Test
    void shouldRefuseAChannelThatItsTypeCannotMake() {
        assertFault("channels:\n  console: { fil: x }\n", ":4: channels.console.fil: ")
                .contains("unknown option (did you mean 'file'?)");
        assertFault(
                        "channels: { console: { rate-limit: 0 } }\n",
                        ":3: channels.console.rate-limit: '0' does not fit")
                .contains("a whole number from 1 to");
        assertFault(
                        "channels: { console: { confirmed-by: hope } }\n",
                        ":3: channels.console.confirmed-by: 'hope' does not fit")
                .endsWith("accepted: accepted, delivered");
        assertFault("channels:\n  pager: {}\n", ":4: channels.pager: type is missing; accepted: ")
                .contains("console");
        assertFault("channels:\n  phone: { type: consle }\n", ":4: channels.phone.type: ")
                .contains("'consle' is no kind of channel (did you mean 'console'?)");
        assertFault("channels: { phone: console }\n", ":3: channels.phone: takes a map of options");
        assertFault("channels: { '*': { type: console } }\n", ":3: channels.*: ")
                .contains("stands for all channels");
    }

    @Test
    void shouldAskAProvidersChannelWhetherItsOptionsFit() {
        String twilio =
                """
                channels:
                  sms:
                    type: twilio
                    rate-limit: 50
                    account: AC0123456789abcdef0123456789abcdef
                    sender: "+15550100"
                    auth-token-file: /run/secrets/twilio
                """;
        ChannelSpec sms = read(twilio).channels().get(0);
        assertThat(sms.type()).isEqualTo("twilio");
        assertThat(sms.limits().perSecond()).isEqualTo(50);
        assertThat(sms.options()).containsOnlyKeys("account", "sender", "auth-token-file");

        assertFault(
                twilio.replaceAll(".*auth-token-file.*\n", ""),
                ":5: channels.sms.auth-token-file: is missing");
        assertFault(
                        twilio.replace(
                                "auth-token-file: /run/secrets/twilio", "auth-token: s3cret"),
                        ":9: channels.sms.auth-token: a secret does not stand in a configuration")
                .doesNotContain("s3cret");
        assertFault(
                twilio + "banks: { bank-north: { channels: { sms: { sender: nobody! } } } }\n",
                ":10: banks.bank-north.channels.sms.sender: ");
    }

    @Test
    void shouldTellABanksFaultAtTheBank() {
        String channels = "channels: { console: { file: x } }\n";
        assertFault(
                channels + "banks:\n  bank-north:\n    channels: { console: { fil: x } }\n",
                ":6: banks.bank-north.channels.console.fil: unknown option");
        assertFault(
                channels + "banks:\n  bank-north: { ordr: console }\n",
                ":5: unknown option banks.bank-north.ordr (did you mean 'banks.bank-north.order'?)");
        assertFault(
                channels + "banks: { bank-north: { order: [console, sms] } }\n",
                ":4: banks.bank-north.order: no channel 'sms' is configured; configured: console");
        assertFault("banks: { bank-north: x }\n", ":3: banks.bank-north: takes a map of options");
        assertFault(
                "banks: { bank-north: { channels: x } }\n",
                ":3: banks.bank-north.channels: takes a map");
        for (String hours : List.of("20:00", "24:00-09:00", "9:00-10:00", "09:00-09:00")) {
            assertFault(
                            "banks:\n  bank-north:\n    quiet-hours: \"" + hours + "\"\n",
                            ":5: banks.bank-north.quiet-hours: '" + hours + "' does not fit")
                    .endsWith("as in \"20:00-09:00\"");
        }
    }

    @Test
    void shouldRefuseWaitsThatOutliveAnAlert() {
        assertFault(
                """
                delivery: { expire-after: 12h }
                banks: { bank-north: { quiet-hours: "20:00-09:00" } }
                """,
                ":4: banks.bank-north.quiet-hours: has to be shorter than delivery.expire-after");
        assertFault(
                "delivery: { expire-after: 1m }\n",
                "delivery.fallback-after: has to be shorter than delivery.expire-after");
        assertFault(
                "delivery: { digest-within: 25h }\n",
                ":3: delivery.digest-within: has to be shorter than delivery.expire-after");
    }

    @Test
    void shouldRefuseAnOrderOfChannelsThatAreNotThere() {
        assertFault(
                "delivery:\n  order: [consle]\nchannels: { console: {} }\n",
                ":4: delivery.order: no channel 'consle' is configured (did you mean 'console'?)");
        String onlyInTheNorth =
                """
                channels: { console: {} }
                banks:
                  bank-north: { channels: { phone: { type: console } } }
                """;
        assertThat(read(onlyInTheNorth + "delivery.order: [phone]\n").plan().others().order())
                .containsExactly("phone");
        assertFault(
                onlyInTheNorth + "  bank-south: { order: phone }\n",
                ":6: banks.bank-south.order: no channel 'phone' is configured");
    }

    @Test
    void shouldRefuseTimesThatCannotBeMeant() {
        assertFault("delivery.expire-after: 0s\n", ":3: delivery.expire-after: ");
        assertFault("delivery.expire-after: soon\n", "'soon' does not fit; accepted: a duration");
        assertFault("delivery.retry: { first: 2m, longest: 1m }\n", ":3: delivery.retry: ");
        assertFault("delivery.retry.factor: fast\n", "accepted: a number, as in 3.0");
        assertFault("delivery.max-pending: 0\n", ":3: delivery.max-pending: has to be 1 or more");
        assertFault(
                "delivery: { expire-after: 9d }\n",
                "delivery.alert-memory: has to be longer than delivery.expire-after");
        assertFault("delivery: { expires-after: 9d }\n", ":3: unknown option")
                .contains("did you mean 'delivery.expire-after'?");
    }

    @Test
    void shouldWantExactlyOneSecretForReplies() {
        assertThat(read("replies.secret-env: REPLIES\n").replies())
                .isEqualTo(
                        new DeliveryConfig.Replies(
                                SecretReference.environment("REPLIES"), Duration.ofHours(24)));
        assertFault("replies.expire-after: 1h\n", ":3: replies: secret-file is missing");
        assertFault(
                "replies: { secret-file: a, secret-env: B }\n",
                ":3: replies: give either secret-file or secret-env");
        assertFault("replies: { secret: abc }\n", ":3: unknown option replies.secret")
                .doesNotContain("abc");
    }

    private AbstractStringAssert<?> assertFault(String text, String fault) {
        Path file = write(text);
        ConfigException failure =
                catchThrowableOfType(ConfigException.class, () -> DeliveryConfig.read(file));
        assertThat(failure).as("a fault in:%n%s", text).isNotNull();
        return assertThat(failure.getMessage()).startsWith(file.toString()).contains(fault);
    }

    private DeliveryConfig read(String text) {
        return DeliveryConfig.read(write(text));
    }

    private Path write(String text) {
        try {
            return Files.writeString(folder.resolve("delivery.yaml"), COMMON + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

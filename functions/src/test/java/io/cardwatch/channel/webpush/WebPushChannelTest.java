package io.cardwatch.channel.webpush;

import static io.cardwatch.channel.SendOutcome.Kind.ACCEPTED;
import static io.cardwatch.channel.SendOutcome.Kind.CHANNEL_DOWN;
import static io.cardwatch.channel.SendOutcome.Kind.DEAD_ADDRESS;
import static io.cardwatch.channel.SendOutcome.Kind.OUR_BUG;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY;
import static io.cardwatch.channel.SendOutcome.Kind.RETRY_LATER;
import static io.cardwatch.channel.SendOutcome.Kind.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.http.TestingProvider.Request;
import io.cardwatch.channel.http.TestingReaction;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.TestingMessages;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebPushChannelTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir private Path folder;

    private final Map<String, String> options = new HashMap<>();
    private TestingBrowser browser;
    private TestingPushService service;
    private MessageChannel channel;
    private Path secret;

    @BeforeEach
    void start() throws Exception {
        KeyPair sender = TestingBrowser.keys();
        byte[] senderKey = TestingBrowser.uncompressed((ECPublicKey) sender.getPublic());
        browser = TestingBrowser.create();
        service = new TestingPushService(senderKey);
        secret = Files.writeString(folder.resolve("vapid"), privateHalf(sender));
        options.put("public-key", BASE64.encodeToString(senderKey));
        options.put("private-key-file", secret.toString());
        options.put("subject", TestingPushService.SUBJECT);
        options.put("push-services", "127.0.0.1");
        options.put("timeout", "30s");
        channel = create();
    }

    @AfterEach
    void close() {
        channel.close();
        service.close();
    }

    @Test
    void shouldSendANotificationThatOnlyTheBrowserCanRead() throws Exception {
        assertThat(send()).isEqualTo(SendOutcome.accepted(null));

        assertThat(service.faults()).isEmpty();
        Request request = service.provider().request();
        assertThat(request.header("ttl")).isEqualTo("900");
        assertThat(request.header("urgency")).isEqualTo("high");
        assertThat(request.text()).doesNotContain("North Bank", "sig-yes");
        OutboundMessage message = TestingMessages.withTemplateAndReplies();
        JsonNode said = new ObjectMapper().readTree(browser.read(request.body()));
        assertThat(said.path("title").asText()).isEqualTo(message.title());
        JsonNode notification = said.path("options");
        assertThat(notification.path("body").asText()).isEqualTo(message.text());
        assertThat(notification.path("tag").asText()).isEqualTo(message.messageId());
        assertThat(notification.path("lang").asText()).isEqualTo("en-US");
        assertThat(notification.path("requireInteraction").asBoolean()).isTrue();
        assertThat(notification.path("timestamp").asLong())
                .isEqualTo(message.eventTime().toEpochMilli());
        assertThat(notification.path("actions"))
                .hasSize(3)
                .first()
                .isEqualTo(
                        new ObjectMapper()
                                .readTree("{\"action\":\"c1.AL9.l.x.sig-yes\",\"title\":\"Yes\"}"));
    }

    @Test
    void shouldSayNoAmountWhereTheWordsMayHoldOne() throws Exception {
        SendPermit detailed =
                TestingPermits.detailed("push", browser.subscription(service.endpoint()));
        assertThat(send(detailed, TestingMessages.withTemplateAndReplies()).kind())
                .isEqualTo(ACCEPTED);

        String said = browser.read(service.provider().request().body());
        assertThat(said).doesNotContain("812.40", "Corner Shop", "body").contains("please check");
    }

    @Test
    void shouldNameTheBankWhereThereIsNoHeading() throws Exception {
        send(permit(), TestingMessages.text("text", null));

        assertThat(browser.read(service.provider().request().body()))
                .startsWith("{\"title\":\"North Bank\"");
    }

    @Test
    void shouldHaveEachAttemptAtAMessageTakeThePlaceOfTheOneBefore() {
        send();
        send();

        List<Request> requests = service.provider().requests();
        assertThat(requests.get(0).header("topic")).isEqualTo(requests.get(1).header("topic"));
        assertThat(requests.get(0).body()).isNotEqualTo(requests.get(1).body());
        assertThat(channel.idempotent()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "200, ACCEPTED",
        "202, ACCEPTED",
        "404, DEAD_ADDRESS",
        "410, DEAD_ADDRESS",
        "401, CHANNEL_DOWN",
        "403, CHANNEL_DOWN",
        "413, OUR_BUG",
        "400, OUR_BUG",
        "307, OUR_BUG",
        "408, UNKNOWN",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY"
    })
    void shouldMakeAnOutcomeOfEachStatus(int status, SendOutcome.Kind kind) {
        service.provider()
                .then(
                        TestingReaction.answer(status, "about a browser")
                                .with("Location", service.provider().base() + "/elsewhere"));

        assertThat(send())
                .isEqualTo(
                        kind == ACCEPTED
                                ? SendOutcome.accepted(null)
                                : SendOutcome.of(kind, "http " + status));
        assertThat(service.provider().requests()).hasSize(1);
    }

    @Test
    void shouldHandOnHowLongTheServiceAsksToWait() {
        service.provider()
                .then(
                        TestingReaction.answer(429, "").with("Retry-After", "7"),
                        TestingReaction.answer(503, "").with("Retry-After", "9"));

        assertThat(send())
                .isEqualTo(SendOutcome.of(RETRY_LATER, "http 429").after(Duration.ofSeconds(7)));
        assertThat(send())
                .isEqualTo(SendOutcome.of(RETRY, "http 503").after(Duration.ofSeconds(9)));
    }

    @Test
    void shouldTellUnknownFromUnsentWhereNoAnswerComes() {
        assertThat(send().kind()).isEqualTo(ACCEPTED);
        service.provider()
                .then(
                        TestingReaction.reset(),
                        TestingReaction.close(),
                        TestingReaction.answerBehind(new CountDownLatch(1), 201, ""));

        assertThat(send()).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        assertThat(send()).isEqualTo(SendOutcome.of(UNKNOWN, "broken"));
        options.put("timeout", "3s");
        channel.close();
        channel = create();
        assertThat(send()).isEqualTo(SendOutcome.of(UNKNOWN, "timeout"));
        service.close();
        assertThat(send()).isEqualTo(SendOutcome.of(RETRY, "connect"));
        assertThat(service.provider().requests()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://push.bank.example/x",
                "https://127.0.0.1.push.example/x",
                "http://localhost/x",
                "http://169.254.169.254/latest",
                "https://user:word@127.0.0.1/x",
                "https://127.0.0.1/x#y"
            })
    void shouldSendNothingToOtherHosts(String endpoint) {
        assertThat(send(TestingPermits.to("push", browser.subscription(endpoint)), message()))
                .isEqualTo(SendOutcome.of(OUR_BUG, "push_service"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://fcm.googleapis.com/fcm/send/x, true",
        "https://FCM.googleapis.com:443/fcm/send/x, true",
        "https://updates.push.services.mozilla.com/wpush/v2/x, true",
        "https://wns2-by3p.notify.windows.com/w/?token=x, true",
        "https://web.push.apple.com/x, true",
        "http://fcm.googleapis.com/fcm/send/x, false",
        "https://fcm.googleapis.com:8443/fcm/send/x, false",
        "https://googleapis.com/x, false",
        "https://push.apple.com/x, false",
        "https://evilpush.apple.com/x, false",
        "https://127.0.0.1/x, false",
        "https://localhost/x, false"
    })
    void shouldKnowTheServicesOfBrowsers(String endpoint, boolean allowed) {
        PushServices known = PushServices.of(new ChannelOptions(Map.of()));

        assertThat(known.allow(URI.create(endpoint))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "customer-1",
                "{}",
                "[]",
                "{\"endpoint\":\"https://127.0.0.1/x\"}",
                "{\"endpoint\":\"https://127.0.0.1/x\",\"keys\":{\"p256dh\":\"BA\",\"auth\":\"BA\"}}",
                "{\"endpoint\":\"/x\",\"keys\":{\"p256dh\":\"BA\",\"auth\":\"BA\"}}"
            })
    void shouldSendNothingToWhatIsNoSubscription(String address) {
        String told = address.isEmpty() ? "?" : address;
        assertThat(send(TestingPermits.to("push", told), message()))
                .isEqualTo(SendOutcome.of(DEAD_ADDRESS, "not_a_subscription"));
    }

    @Test
    void shouldNotTakeAPointThatIsNotOnTheCurve() {
        byte[] off = new byte[65];
        off[0] = 4;
        off[64] = 1;
        String address =
                browser.subscription(service.endpoint())
                        .replaceAll(
                                "\"p256dh\":\"[^\"]+\"",
                                "\"p256dh\":\"" + BASE64.encodeToString(off) + "\"");

        assertThat(send(TestingPermits.to("push", address), message()))
                .isEqualTo(SendOutcome.of(DEAD_ADDRESS, "not_a_subscription"));
    }

    @Test
    void shouldNotSendWhatNoServiceHasToTake() {
        assertThat(send(permit(), TestingMessages.text("x".repeat(4_000), null)))
                .isEqualTo(SendOutcome.of(OUR_BUG, "too_long"));
        assertThat(service.provider().requests()).isEmpty();
    }

    @Test
    void shouldBeDownWithoutTheKeyThatThePageSubscribedWith() throws Exception {
        for (String wrong : List.of(privateHalf(TestingBrowser.keys()), "none", "AAAA")) {
            Files.writeString(secret, wrong);
            try (MessageChannel other = create()) {
                assertThat(send(other, permit(), message()))
                        .isEqualTo(SendOutcome.of(CHANNEL_DOWN, "secret"));
            }
        }
        Files.delete(secret);
        try (MessageChannel other = create()) {
            assertThat(send(other, permit(), message()))
                    .isEqualTo(SendOutcome.of(CHANNEL_DOWN, "no_secret"));
        }
        assertThat(service.provider().requests()).isEmpty();
    }

    @Test
    void shouldReadWhatTheStandardEncrypted() throws Exception {
        Base64.Decoder decoder = Base64.getUrlDecoder();
        TestingBrowser standard =
                new TestingBrowser(
                        TestingBrowser.privateKey(
                                decoder.decode("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")),
                        decoder.decode(
                                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyP"
                                        + "js7Vd8pZGH6SRpkNtoIAiw4"),
                        decoder.decode("BTBZMqHH6r4Tts7J_aSIgg"));

        assertThat(
                        standard.read(
                                decoder.decode(
                                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBt"
                                                + "kgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
                                                + "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZ"
                                                + "wbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN")))
                .isEqualTo("When I grow up, I want to be a watermelon");
    }

    private MessageChannel create() {
        return new WebPushType().create("push", new ChannelOptions(options));
    }

    private SendOutcome send() {
        return send(permit(), message());
    }

    private SendOutcome send(SendPermit permit, OutboundMessage message) {
        return send(channel, permit, message);
    }

    private static SendOutcome send(
            MessageChannel channel, SendPermit permit, OutboundMessage message) {
        return channel.send(permit, message).toCompletableFuture().join();
    }

    private SendPermit permit() {
        return TestingPermits.to("push", browser.subscription(service.endpoint()));
    }

    private static OutboundMessage message() {
        return TestingMessages.withTemplateAndReplies();
    }

    private static String privateHalf(KeyPair pair) {
        return BASE64.encodeToString(
                TestingBrowser.fixed(((ECPrivateKey) pair.getPrivate()).getS()));
    }
}

package io.cardwatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.AlertChannel;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Finding;
import io.cardwatch.alert.Severity;
import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.Consent;
import io.cardwatch.consent.ConsentStatus;
import io.cardwatch.consent.Evidence;
import io.cardwatch.engine.KeyHasher;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.ReplyPayloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bank of tests: its secrets, its configuration, and what its topics say. */
public final class TestingBank {
    public static final String ID = "bank-north";
    public static final String SUBJECT = "subject-1";
    public static final String PHONE = "+15555550101";
    public static final String PSID = "1000000000000001";
    public static final String PAGE = "200000000001";
    public static final String PHONE_NUMBER_ID = "300000000001";
    public static final String VERIFY_TOKEN = "verify-me";
    public static final String APP_SECRET = "app-secret-new";
    public static final String OLD_APP_SECRET = "app-secret-old";
    public static final String AUTH_TOKEN = "twilio-auth-token";
    public static final String HUB_SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5";
    public static final String API_SECRET = "whsec_QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk";
    public static final String PUBLIC_URL = "https://alerts.bank.example";

    /** The public key of RFC 8292's example. */
    public static final String PUSH_KEY =
            "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";

    public static final ReplyPayloads PAYLOADS =
            new ReplyPayloads("0123456789abcdef-replies".getBytes(UTF_8));

    private static final KeyHasher HASHER =
            new KeyHasher("0123456789abcdef-hashing".getBytes(UTF_8));

    private TestingBank() {}

    /** Writes the configuration and its secrets into a folder. */
    public static Path config(Path folder, String servers, String more) throws IOException {
        Map<String, String> secrets =
                Map.of(
                        "hashing",
                        "0123456789abcdef-hashing",
                        "replies",
                        "0123456789abcdef-replies",
                        "verify",
                        VERIFY_TOKEN,
                        "app",
                        APP_SECRET + "\n" + OLD_APP_SECRET,
                        "access",
                        "access-token",
                        "twilio",
                        AUTH_TOKEN,
                        "hub",
                        HUB_SECRET,
                        "api",
                        API_SECRET);
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            Files.writeString(folder.resolve(secret.getKey()), secret.getValue());
        }
        String text =
                """
                kafka: { bootstrap.servers: "%s" }
                hashing.secret-file: @/hashing
                replies: { secret-file: @/replies, expire-after: 24h }
                gateway:
                  listen: "127.0.0.1:0"
                  admin-listen: "127.0.0.1:0"
                  public-url: "%s"
                  banks: { bank-north: { secret-file: @/api } }
                %s
                channels:
                  messenger:
                    page: "%s"
                    access-token-file: @/access
                    app-secret-file: @/app
                    inbound: { verify-token-file: @/verify }
                  whatsapp:
                    phone-number-id: "%s"
                    access-token-file: @/access
                    app-secret-file: @/app
                    inbound: { verify-token-file: @/verify }
                  sms:
                    type: twilio
                    account: AC00000000000000000000000000000000
                    auth-token-file: @/twilio
                    sender: "+15555550100"
                  hub: { type: webhook, url: "https://hub.bank.example/alerts", secret-file: @/hub }
                  email: { host: localhost, from: alerts@bank.example }
                  push:
                    type: web-push
                    public-key: "%s"
                    private-key-file: @/access
                    subject: "mailto:push@bank.example"
                banks:
                  bank-north: {}
                  bank-south:
                    answers: { legitimate: [valid, "1"], confirmed-fraud: [fraud, "9"] }
                """
                        .formatted(servers, PUBLIC_URL, more, PAGE, PHONE_NUMBER_ID, PUSH_KEY)
                        .replace("@/", folder + "/");
        return Files.writeString(folder.resolve("gateway.yaml"), text);
    }

    public static Consent granted(String subjectRef, String channel, long version, String address) {
        return granted(ID, subjectRef, channel, version, address, Instant.EPOCH);
    }

    public static Consent granted(
            String bankId,
            String subjectRef,
            String channel,
            long version,
            String address,
            Instant grantedAt) {
        return new Consent(
                bankId,
                subjectRef,
                Consent.FRAUD_ALERTS,
                channel,
                ConsentStatus.GRANTED,
                version,
                address,
                "en",
                "UTC",
                DetailLevel.MINIMAL,
                Severity.LOW,
                null,
                grantedAt,
                null,
                new Evidence("test", "1", "receipt-1"));
    }

    public static Alert alert(String alertId, String subjectRef, String channel, Instant at) {
        return alert(ID, alertId, subjectRef, channel, at);
    }

    public static Alert alert(
            String bankId, String alertId, String subjectRef, String channel, Instant at) {
        return new Alert(
                alertId,
                bankId,
                subjectRef,
                "card-1",
                "rules-1",
                List.of(new Finding("rule-1", 90, null, Map.of())),
                90,
                Severity.HIGH,
                at,
                at,
                List.of(new AlertChannel(channel, 1, DetailLevel.MINIMAL)),
                null);
    }

    /** The receipt of an attempt that the provider took over. */
    public static Receipt sent(
            String alertId, String subjectRef, String channel, String messageId, Instant at) {
        return sentBy(ID, alertId, subjectRef, channel, messageId, at);
    }

    public static Receipt sentBy(
            String bankId,
            String alertId,
            String subjectRef,
            String channel,
            String messageId,
            Instant at) {
        return new Receipt(
                alertId,
                channel,
                HASHER.subject(bankId, subjectRef).hex(),
                Receipt.Reporter.ATTEMPT,
                1,
                1,
                Kind.ACCEPTED,
                at,
                messageId,
                null);
    }

    public static String subject(String subjectRef) {
        return HASHER.subject(ID, subjectRef).hex();
    }

    public static String payload(String alertId, String channel, Answer answer, Instant at) {
        return payload(alertId, SUBJECT, channel, answer, at);
    }

    public static String payload(
            String alertId,
            String subjectRef,
            String channel,
            @Nullable Answer answer,
            Instant at) {
        return PAYLOADS.sign(
                alertId,
                ID,
                subjectRef,
                channel,
                answer == null ? Answer.LEGITIMATE : answer,
                at.plus(Duration.ofHours(24)));
    }

    /** An alert's id, made up of a number. */
    public static String alertId(int number) {
        return String.format("%032x", number);
    }
}

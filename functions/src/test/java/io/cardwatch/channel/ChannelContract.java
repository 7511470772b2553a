package io.cardwatch.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.TestingMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every channel keeps to, whatever it speaks; each kind's own test extends it. */
public abstract class ChannelContract {
    private static final String NAME = "mine";
    private static final String SECRET = "whsec_c2VjcmV0LW9mLWEtdGVzdC1vbmx5LTEyMzQ=";

    @TempDir protected Path folder;

    /** The kind of channel. */
    protected abstract ChannelType type();

    /** Options that a provider which accepts everything can be reached with, without secrets. */
    protected abstract Map<String, String> options();

    /** The options that name a secret, without {@code -file}; the channel needs each of them. */
    protected abstract List<String> secrets();

    /** An address that the provider takes. */
    protected abstract String address();

    /** How many messages the provider has seen. */
    protected abstract int arrived();

    /** A message that the channel can send. */
    protected OutboundMessage message() {
        return TestingMessages.withTemplateAndReplies();
    }

    /** What stands in the file of that secret. */
    protected String secret(String option) {
        return SECRET;
    }

    @Test
    void shouldSendOnceUnderAPermit() throws Exception {
        try (MessageChannel channel = create(withSecrets())) {
            assertThat(send(channel, permit()).kind().isSent()).isTrue();
        }

        assertThat(arrived()).isEqualTo(1);
    }

    @Test
    void shouldBeKnownByTheNameThatConsentsUse() throws Exception {
        try (MessageChannel channel = create(withSecrets())) {
            assertThat(channel.name()).isEqualTo(NAME);
        }
    }

    @Test
    void shouldSendNothingUnderAStalePermit() throws Exception {
        try (MessageChannel channel = create(withSecrets())) {
            SendPermit stale = TestingPermits.stale(NAME, address());

            assertThat(send(channel, stale).kind()).isEqualTo(Kind.RETRY);
        }

        assertThat(arrived()).isZero();
    }

    @Test
    void shouldClaimThePermitBeforeAnythingElse() throws Exception {
        try (MessageChannel channel = create(withSecrets())) {
            SendPermit used = permit();
            used.claim();

            assertThatThrownBy(() -> channel.send(used, message()))
                    .isInstanceOf(IllegalStateException.class);
        }

        assertThat(arrived()).isZero();
    }

    @Test
    void shouldBeDownWhereASecretIsMissing() throws Exception {
        for (String option : secrets()) {
            Map<String, String> options = withSecrets();
            options.put(option + "-file", folder.resolve("not-there").toString());
            try (MessageChannel channel = create(options)) {
                assertThat(send(channel, permit()).kind()).isEqualTo(Kind.CHANNEL_DOWN);
            }
        }

        assertThat(arrived()).isZero();
    }

    @Test
    void shouldRefuseAnUnknownOptionAndNameTheNearest() throws Exception {
        Map<String, String> options = withSecrets();
        String known = options.keySet().stream().sorted().findFirst().orElse("file");
        options.put(known + "x", "1");

        assertThatThrownBy(() -> create(options))
                .isInstanceOf(ChannelOptionException.class)
                .hasMessageContaining("did you mean '" + known + "'?");
    }

    @Test
    void shouldRefuseASecretThatStandsInTheConfiguration() throws Exception {
        for (String option : secrets()) {
            Map<String, String> options = withSecrets();
            options.put(option, SECRET);

            assertThatThrownBy(() -> create(options))
                    .isInstanceOf(ChannelOptionException.class)
                    .hasMessageContaining(option + "-file")
                    .hasMessageNotContaining(SECRET);
        }
    }

    @Test
    void shouldShowNoSecretInWords() throws Exception {
        try (MessageChannel channel = create(withSecrets())) {
            SendOutcome outcome = send(channel, permit());

            assertThat(channel + " " + outcome.code())
                    .doesNotContain(address())
                    .doesNotContain(message().text());
            for (String option : secrets()) {
                assertThat(channel.toString()).doesNotContain(secret(option));
            }
        }
    }

    /** The options with each secret in a file of its own. */
    private Map<String, String> withSecrets() throws IOException {
        Map<String, String> options = new HashMap<>(options());
        for (String option : secrets()) {
            Path file = folder.resolve(option);
            Files.writeString(file, secret(option));
            options.put(option + "-file", file.toString());
        }
        return options;
    }

    private MessageChannel create(Map<String, String> options) {
        return type().create(NAME, new ChannelOptions(options));
    }

    private SendPermit permit() {
        return TestingPermits.to(NAME, address());
    }

    private SendOutcome send(MessageChannel channel, SendPermit permit) throws Exception {
        return channel.send(permit, message())
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .get();
    }
}

package io.cardwatch.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import io.cardwatch.alert.TestingAlerts;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingConsents;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleChannelTest {
    private final List<String> screen = new ArrayList<>();
    private final ConsoleChannel channel = new ConsoleChannel(screen::add);

    @Test
    void shouldShowTheMessageAsAPhoneWould() {
        SendOutcome outcome =
                send(
                        TestingConsents.permit(Ticker.systemTicker()),
                        "North Bank: unusual activity on your card. Was it you? Reply YES or NO.",
                        "North Bank: please check your card");

        assertThat(outcome).isEqualTo(SendOutcome.of(SendOutcome.Kind.DELIVERED));
        assertThat(screen)
                .containsExactly(
                        """
                        ╭─ to +447700900123 ───────────────────────────╮
                        │ North Bank: please check your card           │
                        │                                              │
                        │ North Bank: unusual activity on your card.   │
                        │ Was it you? Reply YES or NO.                 │
                        ╰──────────────────────────────────────────────╯\
                        """);
    }

    @Test
    void shouldKeepItsShapeWithLongWordsAndControlCharacters() {
        send(
                TestingConsents.permit(Ticker.systemTicker()),
                "x".repeat(100) + " \u001b[2J end\nnext",
                null);

        assertThat(screen.get(0)).doesNotContain("\u001b");
        assertThat(screen.get(0).lines()).allSatisfy(line -> assertThat(line).hasSize(48));
    }

    @Test
    void shouldNotShowTwiceUnderOnePermit() {
        SendPermit permit = TestingConsents.permit(Ticker.systemTicker());
        send(permit, "text", null);

        assertThatThrownBy(() -> send(permit, "text", null))
                .isInstanceOf(IllegalStateException.class);
        assertThat(screen).hasSize(1);
    }

    @Test
    void shouldShowNothingUnderAStalePermit() {
        long[] nanos = {0};
        SendPermit permit =
                TestingConsents.permit(
                        new Ticker() {
                            @Override
                            public long read() {
                                return nanos[0];
                            }
                        });
        nanos[0] = SendPermit.VALIDITY.toNanos() + 1;

        assertThat(send(permit, "text", null).kind()).isEqualTo(SendOutcome.Kind.RETRY);
        assertThat(screen).isEmpty();
    }

    @Test
    void shouldRedactTheMessageInToString() {
        assertThat(new OutboundMessage(TestingAlerts.ID, "secret", "secret").toString())
                .doesNotContain("secret");
    }

    private SendOutcome send(SendPermit permit, String text, String title) {
        return channel.send(permit, new OutboundMessage(TestingAlerts.ID, text, title))
                .toCompletableFuture()
                .join();
    }
}

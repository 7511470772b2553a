package io.cardwatch.channel.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.consent.TestingConsents;
import io.cardwatch.message.TestingMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleChannelTest {
    private final List<String> screen = new ArrayList<>();
    private final ConsoleChannel channel = new ConsoleChannel("console", screen::add);

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
    void shouldShowTheAnswersAsButtons() {
        channel.send(
                        TestingConsents.permit(Ticker.systemTicker()),
                        TestingMessages.withTemplateAndReplies())
                .toCompletableFuture()
                .join();

        assertThat(screen.get(0))
                .endsWith(
                        """
                        │                                              │
                        │ [ Yes ] [ No ] [ Stop ]                      │
                        ╰──────────────────────────────────────────────╯\
                        """);
    }

    @Test
    void shouldAskForARetryWhereNothingCanBeShown() {
        ConsoleChannel full =
                new ConsoleChannel(
                        "console",
                        text -> {
                            throw new IOException("no space left");
                        });

        SendOutcome outcome =
                full.send(
                                TestingConsents.permit(Ticker.systemTicker()),
                                TestingMessages.text("text", null))
                        .toCompletableFuture()
                        .join();

        assertThat(outcome).isEqualTo(SendOutcome.of(SendOutcome.Kind.RETRY, "not_written"));
    }

    @Test
    void shouldRedactTheMessageInToString() {
        assertThat(TestingMessages.text("secret", "secret").toString()).doesNotContain("secret");
    }

    private SendOutcome send(SendPermit permit, String text, String title) {
        return channel.send(permit, TestingMessages.text(text, title)).toCompletableFuture().join();
    }
}

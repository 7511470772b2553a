package io.cardwatch.cli.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.Terminal;
import io.cardwatch.delivery.ChannelControl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class ChannelsCommandTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final List<ChannelControl> written = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPauseEveryChannelWhereNoneIsNamed() {
        assertThat(run("pause", "--reason", "wrong amounts")).isZero();

        assertThat(written).containsExactly(new ChannelControl("*", true, NOW, "wrong amounts"));
        assertThat(output())
                .contains("Paused all channels.")
                .contains("What is already under way is not recalled.")
                .contains("(all)    paused  2026-03-01T12:00:00Z  wrong amounts")
                .contains("Channels that are not listed are paused with all.");
    }

    @Test
    void shouldShowHowAllStandSinceANameCannotBeChecked() {
        written.add(new ChannelControl("push", true, NOW, null));

        assertThat(run("pause", "sms")).isZero();

        assertThat(written).hasSize(2);
        assertThat(output())
                .contains("Paused channel sms.")
                .contains("push     paused")
                .contains("sms      paused")
                .contains("Channels that are not listed are not paused.");
    }

    @Test
    void shouldSayWhereAResumedChannelStaysPaused() {
        written.add(new ChannelControl("*", true, NOW, null));

        assertThat(run("resume", "sms")).isZero();

        assertThat(written.get(1)).extracting(ChannelControl::paused).isEqualTo(false);
        assertThat(output())
                .contains("Resumed channel sms.")
                .contains("It sends nothing yet: all channels are paused")
                .contains("sms      paused with all");
    }

    @Test
    void shouldSayWhichChannelsStayPausedByTheirOwn() {
        written.add(new ChannelControl("sms", true, NOW, null));
        written.add(new ChannelControl("*", true, NOW, null));

        assertThat(run("resume")).isZero();

        assertThat(output())
                .contains("Resumed all channels.")
                .contains("Still paused by a word of their own: sms");
    }

    /** A job goes by the later of two words, and two machines' clocks may differ. */
    @Test
    void shouldSpeakLaterThanWhatWasSaidBeforeWhateverTheClockSays() {
        Instant ahead = NOW.plusSeconds(60);
        written.add(new ChannelControl("*", false, ahead, null));

        assertThat(run("pause")).isZero();

        assertThat(written.get(1)).extracting(ChannelControl::at).isEqualTo(ahead.plusMillis(1));
    }

    @Test
    void shouldTellAProgramHowChannelsStand() throws Exception {
        written.add(new ChannelControl("sms", true, NOW, "drill"));
        written.add(new ChannelControl("*", false, NOW, null));

        assertThat(run("status", "--json")).isZero();

        JsonNode json = new ObjectMapper().readTree(output());
        assertThat(json.path("allPaused").asBoolean()).isFalse();
        assertThat(json.path("channels").findValuesAsText("channel")).containsExactly("*", "sms");
        assertThat(json.path("channels").path(1).path("paused").asBoolean()).isTrue();
        assertThat(json.path("channels").path(1).path("since").asText())
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(json.path("channels").path(1).path("reason").asText()).isEqualTo("drill");
        assertThat(json.path("channels").path(0).path("reason").isNull()).isTrue();
    }

    @Test
    void shouldSayThatNothingIsPaused() {
        assertThat(run("status")).isZero();
        assertThat(output()).contains("Nothing is paused");
    }

    @Test
    void shouldWriteNothingWhereAWordCannotBeUsed() {
        assertThat(run("pause", "no such channel")).isEqualTo(2);
        assertThat(err.toString()).contains("accepted: a name as consents use it, such as sms");
        assertThat(run("pause", "--reason", "two\nlines")).isEqualTo(2);
        assertThat(run("pause", "--reason", "")).isEqualTo(2);
        assertThat(err.toString()).contains("--reason takes one line of at most 200 characters");
        assertThat(run("pause", "sms", "push")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(written).isEmpty();
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        CommandLine command =
                ChannelsCommand.commandLine(
                        new ChannelsContext(
                                options -> new TestingControlStore(),
                                new Terminal(stream, false, false, true, 80),
                                () -> NOW));
        command.setErr(new PrintWriter(err));
        command.setExecutionExceptionHandler(
                (failure, failed, parsed) -> {
                    failed.getErr().println(failure.getMessage());
                    return failure instanceof CommandFailure expected ? expected.exitCode() : 99;
                });
        return command.execute(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private final class TestingControlStore implements ControlStore {
        @Override
        public Controls read() {
            Controls controls = new Controls();
            written.forEach(controls::add);
            return controls;
        }

        @Override
        public void write(ChannelControl control) {
            written.add(control);
        }
    }
}

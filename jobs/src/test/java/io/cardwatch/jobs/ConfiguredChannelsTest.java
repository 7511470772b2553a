package io.cardwatch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.operator.ChannelSetup;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

/** The configured channels on their way to the task managers. */
class ConfiguredChannelsTest {
    private static final ChannelLimits FEW = new ChannelLimits(5, 2, true);

    @Test
    void shouldMakeTheChannelsWhereTheyArrive() throws Exception {
        ChannelSetup arrived = InstantiationUtil.clone(channels());

        List<ChannelSetup.Configured> made = arrived.channels();
        assertThat(made)
                .extracting(
                        ChannelSetup.Configured::bankId,
                        each -> each.channel().name(),
                        ChannelSetup.Configured::limits)
                .containsExactly(
                        tuple(null, "console", ChannelLimits.DEFAULT),
                        tuple("bank-north", "phone", FEW));
        made.forEach(each -> each.channel().close());
        assertThat(arrived.renderer()).isNotNull();
    }

    @Test
    void shouldShowNoOptionInALog() {
        assertThat(channels().toString())
                .isEqualTo(
                        "ConfiguredChannels[ChannelSpec[console, console],"
                                + " ChannelSpec[phone of bank-north, console]]");
    }

    private static ConfiguredChannels channels() {
        return new ConfiguredChannels(
                List.of(
                        new ChannelSpec(
                                "console", null, "console", Map.of(), ChannelLimits.DEFAULT),
                        new ChannelSpec(
                                "phone", "bank-north", "console", Map.of("file", "f.txt"), FEW)),
                null,
                null);
    }
}

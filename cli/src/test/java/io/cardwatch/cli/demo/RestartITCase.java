package io.cardwatch.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.cli.feed.EventFiles;
import io.cardwatch.sample.GeneratorSettings;
import io.cardwatch.sample.SampleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestartITCase {
    private static final int HALF = 600;
    private static final int THREE_QUARTERS = 300;

    @TempDir private Path folder;

    /**
     * Between stop and start the feed goes on; after the start the gate is closed until it knows
     * that it has read the consents, which it had read before the stop.
     */
    @Test
    void shouldRaiseTheSameAlertsWhetherOrNotTheJobIsStoppedInTheMiddle() throws Exception {
        Path sample = folder.resolve("sample");
        SampleSet.write(sample, GeneratorSettings.of(7, 60, 10));

        Set<String> uninterrupted = alertIds(sample, false);

        assertThat(uninterrupted).hasSizeGreaterThan(5);
        assertThat(alertIds(sample, true)).isEqualTo(uninterrupted);
    }

    /** The alerts of one run on a broker and a cluster of its own. */
    private Set<String> alertIds(Path sample, boolean interrupted) throws Exception {
        DemoInputs inputs = new DemoInputs(MappedCsv::open);
        List<EventFile> files = new ArrayList<>();
        for (Path file : EventFiles.at(sample.resolve(SampleSet.EVENTS))) {
            files.add(inputs.open(file, null));
        }
        ConsentSchedule consents =
                new ConsentSchedule(inputs.consents(sample.resolve(SampleSet.CONSENTS)));
        ConsentSchedule none = new ConsentSchedule(List.of());
        try (DemoFeed feed = new DemoFeed(files);
                TestingPipeline pipeline =
                        TestingPipeline.open(
                                List.copyOf(feed.feeds().values()),
                                Path.of("..", "sample-data", "rules", "default.yaml"),
                                1)) {
            JobClient alerting = pipeline.startAlerting(null);
            pipeline.startDelivery(null);
            pipeline.publish(consents.dueBy(feed.due()));
            pipeline.feed(feed, none, HALF);
            if (interrupted) {
                String savepoint = pipeline.stop(alerting, folder);
                Set<String> before = pipeline.alertIds();
                pipeline.feed(feed, none, THREE_QUARTERS);
                assertThat(pipeline.alertIds()).isEqualTo(before);
                pipeline.startAlerting(savepoint);
            }
            pipeline.feed(feed, none, Long.MAX_VALUE);
            pipeline.awaitSettled();
            assertThat(pipeline.receiptIds()).isEqualTo(pipeline.alertIds());
            return pipeline.alertIds();
        }
    }
}

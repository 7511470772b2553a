package io.cardwatch.cli.demo;

import io.cardwatch.alert.AlertId;
import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.FraudAlertJob;
import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.config.Ordering;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.rule.RuleFileException;
import io.cardwatch.secret.SecretReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The jobs themselves, told to run on the demo's broker by the events' own clock, since its data is
 * old.
 */
public final class CardwatchJobs implements DemoJobs {
    /** One, so that a bank's events keep one order and two runs of the same file alert alike. */
    private static final int PARTITIONS = 1;

    private static final short ONE_REPLICA = 1;
    private static final int JOBS = 2;

    @Override
    public List<NewTopic> topics(SortedSet<String> bankIds) {
        return Topics.all(bankIds.stream().map(Topics::cardEvents).toList(), PARTITIONS).stream()
                .map(spec -> spec.newTopic(ONE_REPLICA))
                .toList();
    }

    @Override
    public String eventsTopic(String bankId) {
        return Topics.cardEvents(bankId);
    }

    @Override
    public String consentsTopic() {
        return Topics.CONSENTS;
    }

    @Override
    public String labelsTopic() {
        return Topics.LABELS;
    }

    @Override
    public String alertsTopic() {
        return Topics.ALERTS;
    }

    @Override
    public String receiptsTopic() {
        return Topics.RECEIPTS;
    }

    @Override
    public String alertId(String bankId, String eventId) {
        return AlertId.of(bankId, eventId);
    }

    @Override
    public List<JobClient> submit(EmbeddedFlink flink, JobSettings settings) throws Exception {
        StreamExecutionEnvironment alerting = flink.environment();
        configureAlerting(alerting, settings);
        StreamExecutionEnvironment delivery = flink.environment();
        configureDelivery(delivery, settings);
        return List.of(
                alerting.executeAsync(FraudAlertJob.NAME),
                delivery.executeAsync(AlertDeliveryJob.NAME));
    }

    static void configureAlerting(StreamExecutionEnvironment environment, JobSettings settings)
            throws Exception {
        configureAlerting(environment, settings, Ordering.arrival());
    }

    static void configureAlerting(
            StreamExecutionEnvironment environment, JobSettings settings, Ordering ordering)
            throws Exception {
        try {
            FraudAlertJob.configure(environment, alerting(settings, common(settings), ordering));
        } catch (RuleFileException e) {
            throw CommandFailure.usage("the rules cannot be used:\n" + e.getMessage());
        }
    }

    static void configureDelivery(StreamExecutionEnvironment environment, JobSettings settings) {
        AlertDeliveryJob.configure(
                environment,
                new DeliveryConfig(
                        common(settings),
                        DeliveryConfig.DeliveryTopics.DEFAULT,
                        DeliveryPlan.defaults(true),
                        List.of(console(settings.console())),
                        null,
                        settings.templates().toString()));
    }

    private static ChannelSpec console(Path file) {
        return new ChannelSpec(
                ConsoleType.TYPE,
                null,
                ConsoleType.TYPE,
                Map.of("file", file.toString()),
                ChannelLimits.DEFAULT);
    }

    private static FraudAlertConfig alerting(
            JobSettings settings, CommonConfig common, Ordering ordering) throws Exception {
        Map<String, FeedProfile> feeds = new HashMap<>();
        settings.feeds().forEach(feed -> feeds.put(Topics.cardEvents(feed.bankId()), feed));
        return new FraudAlertConfig(
                common,
                feeds,
                settings.rules().toString(),
                Files.readString(settings.rules()),
                Topics.REJECTIONS,
                new FraudAlertConfig.RuleTopics(Topics.RULES, Topics.RULES_STATUS, Topics.LABELS),
                Set.of(),
                EngineSettings.defaults(),
                Duration.ofDays(7),
                ordering);
    }

    private static CommonConfig common(JobSettings settings) {
        return new CommonConfig(
                Map.of("bootstrap.servers", settings.bootstrapServers()),
                SecretReference.file(settings.secret()),
                Topics.CONSENTS,
                Topics.ALERTS,
                JobClock.EVENT,
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                100_000);
    }

    @Override
    public boolean consentsApplied(Counters counters, long published) {
        return counters.total(CardwatchMetrics.CONSENTS_APPLIED) == JOBS * published;
    }
}

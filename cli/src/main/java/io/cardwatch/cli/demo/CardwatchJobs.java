package io.cardwatch.cli.demo;

import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;
import io.cardwatch.alert.AlertId;
import io.cardwatch.channel.ChannelLimits;
import io.cardwatch.channel.console.ConsoleType;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.delivery.DeliveryPlan;
import io.cardwatch.engine.EngineSettings;
import io.cardwatch.event.FeedProfile;
import io.cardwatch.gateway.Gateway;
import io.cardwatch.jobs.AlertDeliveryJob;
import io.cardwatch.jobs.FraudAlertJob;
import io.cardwatch.jobs.config.ChannelSpec;
import io.cardwatch.jobs.config.CommonConfig;
import io.cardwatch.jobs.config.DeliveryConfig;
import io.cardwatch.jobs.config.FraudAlertConfig;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.jobs.config.InboundSpec;
import io.cardwatch.jobs.config.JobClock;
import io.cardwatch.jobs.config.Ordering;
import io.cardwatch.jobs.kafka.Topics;
import io.cardwatch.operator.CardwatchMetrics;
import io.cardwatch.outcome.OutcomePlan;
import io.cardwatch.reply.AnswerWords;
import io.cardwatch.rule.RuleFileException;
import io.cardwatch.secret.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
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
    private static final String WEBHOOK = "webhook";

    /** Of a hub alone: its demo is looked at for minutes, and its events may be of any age. */
    private static final Duration NO_ANSWER_AFTER = Duration.ofMinutes(10);

    private static final Duration REPLIES_EXPIRE_AFTER = Duration.ofDays(30);
    private static final Duration ALERT_MEMORY = Duration.ofDays(366);
    private static final Duration OPT_IN_WITHIN = Duration.ofMinutes(5);
    private static final Duration WEB_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 64;

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
    public String outcomesTopic(String bankId) {
        return Topics.outcomes(bankId);
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
        HubSettings hub = settings.hub();
        AlertDeliveryJob.configure(
                environment,
                new DeliveryConfig(
                        common(settings),
                        DeliveryConfig.DeliveryTopics.DEFAULT,
                        DeliveryPlan.defaults(true),
                        List.of(hub == null ? console(settings.console()) : webhook(hub)),
                        hub == null ? null : replies(hub),
                        settings.templates().toString(),
                        hub == null ? OutcomePlan.defaults(true) : outcomes()));
    }

    /** Somebody who looks on is not kept waiting for a day to see that nobody answered. */
    private static OutcomePlan outcomes() {
        OutcomePlan usual = OutcomePlan.defaults(true);
        return new OutcomePlan(true, NO_ANSWER_AFTER, usual.snooze(), usual.snoozes());
    }

    private static DeliveryConfig.Replies replies(HubSettings hub) {
        return new DeliveryConfig.Replies(
                SecretReference.file(hub.replySecret()), REPLIES_EXPIRE_AFTER);
    }

    private static ChannelSpec webhook(HubSettings hub) {
        return new ChannelSpec(
                hub.channel(), null, WEBHOOK, webhookOptions(hub), ChannelLimits.DEFAULT);
    }

    private static Map<String, String> webhookOptions(HubSettings hub) {
        return Map.of("url", hub.url().toString(), "secret-file", hub.secret().toString());
    }

    @Override
    public Gateway startGateway(JobSettings settings, InstantSource clock) throws IOException {
        HubSettings hub = requireNonNull(settings.hub(), "hub");
        Map<String, GatewayConfig.Bank> banks = new HashMap<>();
        settings.feeds()
                .forEach(
                        feed ->
                                banks.put(
                                        feed.bankId(),
                                        new GatewayConfig.Bank(AnswerWords.shipped(), null)));
        HostAndPort anyPort = HostAndPort.fromParts("127.0.0.1", 0);
        return Gateway.start(
                new GatewayConfig(
                        common(settings),
                        new GatewayConfig.GatewayTopics(
                                Topics.RECEIPTS, Topics.REPLIES, Topics.ENROLMENTS),
                        replies(hub),
                        new GatewayConfig.Web(
                                anyPort, anyPort, null, WEB_TIMEOUT, WEB_TIMEOUT, MOST_CONNECTIONS),
                        ALERT_MEMORY,
                        new GatewayConfig.OptIn(
                                OPT_IN_WITHIN, OPT_IN_WITHIN, OPT_IN_WITHIN, Set.of()),
                        List.of(
                                new InboundSpec(
                                        hub.channel(),
                                        null,
                                        WEBHOOK,
                                        webhookOptions(hub),
                                        Map.of(),
                                        "the demo's hub: ")),
                        banks,
                        settings.templates().toString()),
                clock);
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

package io.cardwatch.jobs.config;

import com.google.common.net.HostAndPort;
import io.cardwatch.reply.AnswerWords;
import io.cardwatch.secret.SecretReference;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway is told: the delivery job's file, and its section {@code gateway}.
 *
 * @param common what both jobs are told
 * @param topics the topics beside alerts and consents
 * @param replies how answer buttons are signed
 * @param web where and how it listens
 * @param alertMemory how long alerts, messages and answers are remembered
 * @param optIn how opting in goes
 * @param channels the channels whose providers may call
 * @param banks the banks that it serves, by id
 * @param templates folder of message templates, or null for the shipped ones
 */
public record GatewayConfig(
        CommonConfig common,
        GatewayTopics topics,
        DeliveryConfig.Replies replies,
        Web web,
        Duration alertMemory,
        OptIn optIn,
        List<InboundSpec> channels,
        Map<String, Bank> banks,
        @Nullable String templates) {
    /** How long opt-ins are kept, on their topic and in memory. */
    private static final Duration ENROLMENT_MEMORY = Duration.ofDays(2);

    /** The topics that it reads and writes, beside alerts and consents. */
    public record GatewayTopics(String receipts, String replies, String enrolments) {}

    /**
     * Where and how it listens.
     *
     * @param listen where webhooks and opt-ins come in
     * @param admin where health and metrics are
     * @param publicUrl where others reach it, without a closing slash; null where nobody needs it
     * @param idleTimeout how long a connection may be silent
     * @param requestTimeout how long a request may take to arrive, and again to be written
     * @param maxConnections connections at a time
     */
    public record Web(
            HostAndPort listen,
            HostAndPort admin,
            @Nullable String publicUrl,
            Duration idleTimeout,
            Duration requestTimeout,
            int maxConnections) {}

    /**
     * How opting in goes.
     *
     * @param linkExpiresAfter how long account linking and a signed link may take
     * @param keywordExpiresAfter how long the code of a text message is good
     * @param confirmWithin how long after JOIN the YES counts
     * @param redirectHosts hosts that account linking may lead back to
     */
    public record OptIn(
            Duration linkExpiresAfter,
            Duration keywordExpiresAfter,
            Duration confirmWithin,
            Set<String> redirectHosts) {
        public OptIn {
            redirectHosts = Set.copyOf(redirectHosts);
        }
    }

    /**
     * One bank.
     *
     * @param words what its users may answer
     * @param secret where the secret stands that its own servers sign with, or null where they may
     *     not ask for opt-ins
     */
    public record Bank(AnswerWords words, @Nullable SecretReference secret) {}

    public GatewayConfig {
        channels = List.copyOf(channels);
        banks = Map.copyOf(banks);
    }

    /**
     * Reads a configuration file; no secret is read and no connection opened.
     *
     * @throws ConfigException where it cannot be used
     */
    public static GatewayConfig read(Path path) {
        ConfigFile file = ConfigFile.read(path);
        Configuration options =
                file.toConfiguration(
                        GatewayOptions.all(),
                        List.of(
                                CommonOptions.KAFKA_PREFIX,
                                DeliveryOptions.CHANNELS_PREFIX,
                                DeliveryOptions.BANKS_PREFIX,
                                GatewayOptions.BANKS_PREFIX));
        BankSections banks = BankSections.of(file);
        ChannelSections channels = new ChannelSections(file, banks);
        // Read as the delivery job does, so that what it refuses is refused here too.
        var unused = channels.read();
        DeliveryConfig.Replies replies = DeliveryConfig.replies(file, options);
        if (replies == null) {
            throw file.at("replies", "secret-file is missing; or give secret-env");
        }
        Duration memory = positive(file, options, GatewayOptions.ALERT_MEMORY);
        if (memory.compareTo(replies.expireAfter()) < 0) {
            throw file.at(
                    GatewayOptions.ALERT_MEMORY.key(),
                    "has to be as long as replies.expire-after at least, within which answers count");
        }
        Duration keyword = positive(file, options, GatewayOptions.KEYWORD_EXPIRES_AFTER);
        if (keyword.compareTo(ENROLMENT_MEMORY) > 0) {
            throw file.at(
                    GatewayOptions.KEYWORD_EXPIRES_AFTER.key(),
                    "has to be 2 days or less, for which opt-ins are kept");
        }
        return new GatewayConfig(
                CommonConfig.from(file, options),
                new GatewayTopics(
                        options.get(DeliveryOptions.RECEIPTS_TOPIC),
                        options.get(GatewayOptions.REPLIES_TOPIC),
                        options.get(GatewayOptions.ENROLMENTS_TOPIC)),
                replies,
                web(file, options),
                memory,
                new OptIn(
                        positive(file, options, GatewayOptions.LINK_EXPIRES_AFTER),
                        keyword,
                        positive(file, options, GatewayOptions.CONFIRM_WITHIN),
                        new TreeSet<>(options.get(GatewayOptions.REDIRECT_HOSTS))),
                channels.inbound(),
                banks(file, banks),
                options.get(DeliveryOptions.TEMPLATES));
    }

    private static Web web(ConfigFile file, Configuration options) {
        int connections = options.get(GatewayOptions.MAX_CONNECTIONS);
        if (connections < 1) {
            throw file.at(GatewayOptions.MAX_CONNECTIONS.key(), "has to be 1 or more");
        }
        return new Web(
                address(file, options, GatewayOptions.LISTEN),
                address(file, options, GatewayOptions.ADMIN_LISTEN),
                publicUrl(file, options.get(GatewayOptions.PUBLIC_URL)),
                positive(file, options, GatewayOptions.IDLE_TIMEOUT),
                positive(file, options, GatewayOptions.REQUEST_TIMEOUT),
                connections);
    }

    private static HostAndPort address(
            ConfigFile file, Configuration options, ConfigOption<String> option) {
        String text = options.get(option);
        try {
            HostAndPort address = HostAndPort.fromString(text.strip());
            if (address.hasPort() && !address.getHost().isEmpty()) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw file.at(
                option.key(),
                "'" + text + "' does not fit; accepted: a host and a port, as in 127.0.0.1:8480");
    }

    private static @Nullable String publicUrl(ConfigFile file, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri.toString().replaceAll("/+$", "");
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw file.at(
                GatewayOptions.PUBLIC_URL.key(),
                "does not fit; accepted: an address such as https://alerts.bank.example");
    }

    private static Map<String, Bank> banks(ConfigFile file, BankSections sections) {
        Map<String, Map<String, String>> own =
                BankSections.grouped(file, GatewayOptions.BANKS_PREFIX);
        Map<String, Bank> banks = new LinkedHashMap<>();
        sections.banks()
                .forEach(
                        (bankId, section) ->
                                banks.put(
                                        bankId,
                                        new Bank(
                                                words(file, bankId, section.answers()),
                                                secret(
                                                        file,
                                                        bankId,
                                                        own.getOrDefault(bankId, Map.of())))));
        for (String bankId : own.keySet()) {
            if (!banks.containsKey(bankId)) {
                throw file.at(
                        GatewayOptions.BANKS_PREFIX + bankId,
                        "no such bank stands under banks; add it there, perhaps as "
                                + bankId
                                + ": {}");
            }
        }
        return banks;
    }

    private static AnswerWords words(ConfigFile file, String bankId, Map<String, String> answers) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        answers.forEach((name, list) -> words.put(name, Arrays.asList(list.split(";"))));
        try {
            return AnswerWords.of(words);
        } catch (IllegalArgumentException e) {
            throw file.at(
                    DeliveryOptions.BANKS_PREFIX + bankId + ".answers",
                    String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable SecretReference secret(
            ConfigFile file, String bankId, Map<String, String> options) {
        String prefix = GatewayOptions.BANKS_PREFIX + bankId + ".";
        for (String option : options.keySet()) {
            if (!option.equals("secret-file") && !option.equals("secret-env")) {
                throw file.unknown(
                        prefix + option, List.of(prefix + "secret-file", prefix + "secret-env"));
            }
        }
        String path = options.get("secret-file");
        String variable = options.get("secret-env");
        if (path != null && variable != null) {
            throw file.at(prefix + "secret-env", "give either secret-file or secret-env");
        }
        if (path != null) {
            return SecretReference.file(Path.of(path));
        }
        return variable == null ? null : SecretReference.environment(variable);
    }

    private static Duration positive(
            ConfigFile file, Configuration options, ConfigOption<Duration> option) {
        Duration duration = options.get(option);
        PlanSection.requirePositive(file, option.key(), duration);
        return duration;
    }

    @Override
    public String toString() {
        return "GatewayConfig[redacted]";
    }
}

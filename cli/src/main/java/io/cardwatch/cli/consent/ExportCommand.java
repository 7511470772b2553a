package io.cardwatch.cli.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cardwatch.cli.console.CommandFailure;
import io.cardwatch.cli.console.ExitCode;
import io.cardwatch.cli.kafka.KafkaCalls;
import io.cardwatch.cli.kafka.WholeTopic;
import io.cardwatch.jobs.kafka.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code consent export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all that Cardwatch's topics hold of a cardholder now, as one JSON document.",
            "It names people: keep it as you keep what is asked for in a data access request."
        })
final class ExportCommand implements Callable<Integer> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ConsentContext context;

    @Mixin private SubjectOptions who = new SubjectOptions();
    @Mixin private ConsentTopicOptions options = new ConsentTopicOptions();
    @Mixin private SecretOptions secret = new SecretOptions();

    ExportCommand(ConsentContext context) {
        this.context = context;
    }

    /** Whose records are written, by the reference or by the keyed hash that stands for it. */
    private record Owner(String bankId, String subjectRef, String hash) {
        boolean owns(JsonNode record) {
            return record.path("subject").asText().equals(hash)
                    || (record.path("bankId").asText().equals(bankId)
                            && record.path("subjectRef").asText().equals(subjectRef));
        }
    }

    @Override
    public Integer call() throws CommandFailure {
        String bank = who.bank();
        String subject = who.subject();
        Owner owner = new Owner(bank, subject, secret.hasher().subject(bank, subject).hex());
        Properties properties = options.properties();
        List<String> topics =
                List.of(
                        options.topic(),
                        Topics.ALERTS,
                        Topics.RECEIPTS,
                        Topics.ATTEMPTS,
                        Topics.REPLIES,
                        Topics.outcomes(bank));
        boolean unused =
                new KafkaCalls(properties)
                        .call(
                                () -> {
                                    new WholeTopic(properties, options.topic()).require("--topic");
                                    write(properties, owner, topics);
                                    return true;
                                });
        return ExitCode.DONE;
    }

    /** Record by record, since nobody knows how many there are. */
    private void write(Properties properties, Owner owner, List<String> topics)
            throws InterruptedException, ExecutionException {
        ObjectNode head = MAPPER.createObjectNode();
        head.put("bankId", owner.bankId());
        head.put("subjectRef", owner.subjectRef());
        head.put("exportedAt", context.clock().instant().toString());
        String opened = head.toString();
        print(opened.substring(0, opened.length() - 1) + ",\"topics\":{");
        String before = "";
        for (String topic : topics) {
            print(before + TextNode.valueOf(topic) + ":[");
            String[] comma = {""};
            new WholeTopic(properties, topic)
                    .readToEnd(
                            record -> {
                                String line = line(record, owner);
                                if (line != null) {
                                    print(comma[0] + line);
                                    comma[0] = ",";
                                }
                            });
            print("]");
            before = ",";
        }
        print("}}");
    }

    private void print(String line) {
        context.terminal().print(line);
    }

    private static @Nullable String line(ConsumerRecord<byte[], byte[]> record, Owner owner) {
        if (record.value() == null) {
            return null;
        }
        JsonNode value;
        try {
            value = MAPPER.readTree(record.value());
        } catch (IOException e) {
            return null;
        }
        if (!value.isObject() || !owner.owns(value)) {
            return null;
        }
        ObjectNode line = MAPPER.createObjectNode();
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        line.put("timestamp", record.timestamp());
        if (record.key() != null) {
            line.put("key", new String(record.key(), UTF_8));
        }
        line.set("value", value);
        try {
            return MAPPER.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            // Not chained: Jackson's messages quote values.
            throw new IllegalStateException("not writable");
        }
    }
}

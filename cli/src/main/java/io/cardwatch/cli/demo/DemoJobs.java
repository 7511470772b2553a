package io.cardwatch.cli.demo;

import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.gateway.Gateway;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.NewTopic;

/** What the demo knows of the jobs: their topics, how they start, when their consents are in. */
public interface DemoJobs {
    /** Every topic of the jobs with its partitions, retention and compaction; one replica each. */
    List<NewTopic> topics(SortedSet<String> bankIds);

    /** The topic of one bank's raw events. */
    String eventsTopic(String bankId);

    /** The compacted topic of consents. */
    String consentsTopic();

    /** The topic of labels. */
    String labelsTopic();

    /** The topic of alerts. */
    String alertsTopic();

    /** The topic of receipts. */
    String receiptsTopic();

    /** The topic that tells one bank how its alerts ended. */
    String outcomesTopic(String bankId);

    /** The id of the alert that this event would raise. */
    String alertId(String bankId, String eventId);

    /**
     * Submits both jobs. Their console channel writes each message, drawn as a box, to the
     * settings' console file; where the settings have a hub, each goes there instead.
     */
    List<JobClient> submit(EmbeddedFlink flink, JobSettings settings) throws Exception;

    /**
     * Starts the gateway that takes what the settings' hub brings.
     *
     * @param clock what it takes for now
     */
    Gateway startGateway(JobSettings settings, InstantSource clock) throws IOException;

    /**
     * Whether both jobs act on the first {@code published} records of the consents topic.
     *
     * @param published how many records the demo has written to it
     */
    boolean consentsApplied(Counters counters, long published);
}

package io.cardwatch.cli.demo;

import io.cardwatch.cli.local.Counters;
import io.cardwatch.cli.local.EmbeddedFlink;
import io.cardwatch.gateway.Gateway;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.admin.NewTopic;

/** The real jobs, but one bank's events go to a topic that neither of them reads. */
final class LosingJobs implements DemoJobs {
    private static final String UNREAD = "unread";

    private final CardwatchJobs jobs = new CardwatchJobs();
    private final String bankId;

    /**
     * @param bankId whose events get lost
     */
    LosingJobs(String bankId) {
        this.bankId = bankId;
    }

    @Override
    public List<NewTopic> topics(SortedSet<String> bankIds) {
        List<NewTopic> topics = new ArrayList<>(jobs.topics(bankIds));
        topics.add(new NewTopic(UNREAD, 1, (short) 1));
        return topics;
    }

    @Override
    public String eventsTopic(String bank) {
        return bank.equals(bankId) ? UNREAD : jobs.eventsTopic(bank);
    }

    @Override
    public String consentsTopic() {
        return jobs.consentsTopic();
    }

    @Override
    public String labelsTopic() {
        return jobs.labelsTopic();
    }

    @Override
    public String alertsTopic() {
        return jobs.alertsTopic();
    }

    @Override
    public String receiptsTopic() {
        return jobs.receiptsTopic();
    }

    @Override
    public String outcomesTopic(String bank) {
        return jobs.outcomesTopic(bank);
    }

    @Override
    public Gateway startGateway(JobSettings settings, InstantSource clock) throws IOException {
        return jobs.startGateway(settings, clock);
    }

    @Override
    public String alertId(String bank, String eventId) {
        return jobs.alertId(bank, eventId);
    }

    @Override
    public List<JobClient> submit(EmbeddedFlink flink, JobSettings settings) throws Exception {
        return jobs.submit(flink, settings);
    }

    @Override
    public boolean consentsApplied(Counters counters, long published) {
        return jobs.consentsApplied(counters, published);
    }
}

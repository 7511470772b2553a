package io.cardwatch.cli.demo;

import io.cardwatch.cli.console.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks now and then whether the jobs still run, and cancels them in the end. */
final class JobWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobWatch.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long ANSWER_SECONDS = 10;

    private final List<JobClient> jobs;
    private final LongSupplier ticker;
    private long lastAsked;

    JobWatch(List<JobClient> jobs, LongSupplier ticker) {
        this.jobs = List.copyOf(jobs);
        this.ticker = ticker;
        lastAsked = ticker.getAsLong();
    }

    /**
     * Returns at once where it asked a moment ago.
     *
     * @throws CommandFailure where a job has ended
     */
    void check() throws CommandFailure, InterruptedException {
        long now = ticker.getAsLong();
        if (now - lastAsked < INTERVAL_NANOS) {
            return;
        }
        lastAsked = now;
        for (JobClient job : jobs) {
            JobStatus status = statusOf(job);
            if (status.isTerminalState() || status == JobStatus.FAILING) {
                throw CommandFailure.doesNotHold(
                        "a job stopped by itself: " + status, causeOf(job));
            }
        }
    }

    /** Cancels the jobs, so that the cluster has none left when it is closed. */
    @Override
    public void close() {
        try {
            for (JobClient job : jobs) {
                job.cancel().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            }
            for (JobClient job : jobs) {
                waitUntilEnded(job);
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("A job could not be cancelled; it ends with the cluster", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void waitUntilEnded(JobClient job)
            throws InterruptedException, TimeoutException {
        try {
            job.getJobExecutionResult().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // This is how a cancelled job's result looks, and a failed one's.
            LOG.info("Job {} has ended", job.getJobID());
        }
    }

    private static JobStatus statusOf(JobClient job) throws CommandFailure, InterruptedException {
        try {
            return job.getJobStatus().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw CommandFailure.doesNotHold("a job does not answer", e);
        }
    }

    private static Throwable causeOf(JobClient job) throws InterruptedException {
        try {
            job.getJobExecutionResult().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return new IllegalStateException("the job ended without a failure");
        } catch (ExecutionException | TimeoutException e) {
            return e;
        }
    }
}

package io.cardwatch.gateway.inbound;

import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownAlert;
import io.cardwatch.jobs.config.GatewayConfig;
import io.cardwatch.reply.AnswerWords;
import io.cardwatch.reply.ReplyPayload;
import io.cardwatch.reply.ReplyPayloads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes what providers brought: decides under the state's lock, has it written, and ends once that
 * is acknowledged. So a request is answered only when nothing of it can be lost.
 */
public final class Inbox {
    /** How long a report may wait at most for the receipt of the message that it is about. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(3);

    private static final int MOST_AWAITED = 1_000;

    private final GatewayState state;
    private final Outbox outbox;
    private final TakeAnswers answers;
    private final TakeReports reports;
    private final TakeOptIns optIns;
    private final ReplyPayloads payloads;
    private final Duration patience;
    private final Semaphore searching = new Semaphore(1);

    /**
     * An inbox.
     *
     * @param payloads what proves that a payload was signed here
     * @param optIns what is done about opting in
     */
    public Inbox(
            GatewayConfig config,
            GatewayState state,
            Outbox outbox,
            ReplyPayloads payloads,
            TakeOptIns optIns,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.state = state;
        this.outbox = outbox;
        this.optIns = optIns;
        this.payloads = payloads;
        Duration third = config.web().requestTimeout().dividedBy(3);
        patience = third.compareTo(LONGEST_PATIENCE) < 0 ? third : LONGEST_PATIENCE;
        EndConsents consents = new EndConsents(state);
        Map<String, AnswerWords> words = new HashMap<>();
        config.banks().forEach((bankId, bank) -> words.put(bankId, bank.words()));
        answers =
                new TakeAnswers(
                        state,
                        outbox,
                        consents,
                        payloads,
                        config.replies().expireAfter(),
                        words,
                        clock,
                        metrics);
        reports = new TakeReports(state, consents, clock, metrics);
    }

    /**
     * Takes in all of one request.
     *
     * @return what to tell the user at once, or null; once everything is written
     */
    public CompletionStage<@Nullable String> take(Site site, List<News> news) {
        return untilSentMessagesAreKnown(site, news)
                .thenCompose(
                        unused -> {
                            Decision decision = new Decision();
                            synchronized (state) {
                                decide(site, news, decision);
                            }
                            return outbox.write(decision).thenApply(done -> decision.said());
                        });
    }

    /**
     * The cardholder that a payload was signed for, where its provider does not say who sends it;
     * or null where it is not genuine. An alert that is too old to be known costs a search, of
     * which there is one at a time.
     *
     * @throws RefusedException where another search is under way
     */
    public @Nullable String subjectOf(Site site, ReplyPayload payload) {
        synchronized (state) {
            KnownAlert alert = state.alert(payload.alertId());
            if (alert != null) {
                return alert.bankId().equals(site.bankId())
                        ? signedFor(List.of(alert.subjectRef()), site, payload)
                        : null;
            }
        }
        if (!searching.tryAcquire()) {
            throw new RefusedException(Refusal.TOO_MANY);
        }
        try {
            List<String> candidates;
            synchronized (state) {
                candidates = state.consents().subjectRefs(site.bankId(), site.channel());
            }
            return signedFor(candidates, site, payload);
        } finally {
            searching.release();
        }
    }

    private @Nullable String signedFor(List<String> candidates, Site site, ReplyPayload payload) {
        for (String subjectRef : candidates) {
            if (payloads.isGenuine(payload, site.bankId(), subjectRef, site.channel())) {
                return subjectRef;
            }
        }
        return null;
    }

    private void decide(Site site, List<News> news, Decision decision) {
        try {
            news.forEach(each -> decide(site, each, decision));
        } catch (RuntimeException e) {
            outbox.drop(decision, e);
            throw e;
        }
    }

    private void decide(Site site, News news, Decision decision) {
        if (news instanceof News.Pressed pressed) {
            answers.pressed(site, pressed, decision);
        } else if (news instanceof News.Said said) {
            if (answers.isNew(site, said.id()) && optIns.said(site, said, decision)) {
                answers.note(site, said.id(), decision);
            } else {
                answers.said(site, said, decision);
            }
        } else if (news instanceof News.Stopped stopped) {
            if (answers.isNew(site, stopped.id())) {
                optIns.stopped(site, stopped.sender(), decision);
            }
            answers.stopped(site, stopped, decision);
        } else if (news instanceof News.Reported reported) {
            reports.reported(site, reported, decision);
        } else if (news instanceof News.SeenUntil seen) {
            reports.seenUntil(site, seen, decision);
        } else if (news instanceof News.Linked linked) {
            optIns.linked(site, linked, decision);
        } else if (news instanceof News.Unlinked unlinked) {
            answers.unlinked(site, unlinked, decision);
        }
    }

    /**
     * A report may overtake the receipt of its message on the way through the topics. The request
     * waits, unanswered, so that the provider brings it again where this process dies meanwhile.
     */
    private CompletionStage<Void> untilSentMessagesAreKnown(Site site, List<News> news) {
        CompletableFuture<?>[] waits;
        synchronized (state) {
            waits =
                    news.stream()
                            .filter(News.Reported.class::isInstance)
                            .map(each -> ((News.Reported) each).messageId())
                            .distinct()
                            .filter(id -> state.messages().awaited() < MOST_AWAITED)
                            .map(id -> state.messages().whenKnown(site.channel(), id))
                            .filter(wait -> !wait.isDone())
                            .toArray(CompletableFuture[]::new);
        }
        if (waits.length == 0) {
            return CompletableFuture.completedStage(null);
        }
        return CompletableFuture.allOf(waits)
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(() -> stopWaiting(site, news));
    }

    private void stopWaiting(Site site, List<News> news) {
        synchronized (state) {
            for (News each : news) {
                if (each instanceof News.Reported reported) {
                    state.messages().waitNoLonger(site.channel(), reported.messageId());
                }
            }
        }
    }
}

package io.cardwatch.gateway.inbound;

import io.cardwatch.channel.Receipt;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownAlert;
import io.cardwatch.gateway.state.KnownConsent;
import io.cardwatch.gateway.state.SubjectChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what providers report of messages into receipts, and ends the consents of an address that
 * reaches nobody any more or has opted out. Under the state's lock.
 */
final class TakeReports {
    /** How much later than the provider's clock a receipt's time may be, for the same message. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final GatewayState state;
    private final EndConsents consents;
    private final InstantSource clock;
    private final GatewayMetrics metrics;

    TakeReports(
            GatewayState state, EndConsents consents, InstantSource clock, GatewayMetrics metrics) {
        this.state = state;
        this.consents = consents;
        this.clock = clock;
        this.metrics = metrics;
    }

    void reported(Site site, News.Reported report, Decision decision) {
        List<Receipt> sent =
                state.messages().of(site.channel(), report.messageId()).stream()
                        .filter(receipt -> isOf(site, receipt))
                        .toList();
        if (sent.isEmpty()) {
            metrics.count("ignored", "channel", site.channel(), "reason", "unknown_message");
        }
        for (Receipt receipt : sent) {
            report(site, receipt, report.outcome(), report.code(), decision);
        }
    }

    void seenUntil(Site site, News.SeenUntil seen, Decision decision) {
        Instant until = seen.until().plus(SLACK);
        for (KnownConsent known : consents.of(site, seen.sender())) {
            SubjectChannel subject = new SubjectChannel(known.subject(), site.channel());
            for (Receipt receipt : state.messages().to(subject)) {
                if (!receipt.at().isAfter(until)) {
                    report(site, receipt, seen.outcome(), null, decision);
                }
            }
        }
    }

    private void report(
            Site site, Receipt sent, Kind outcome, @Nullable String code, Decision decision) {
        if (outcome == Kind.DEAD_ADDRESS || outcome == Kind.WITHDRAWN) {
            // Also at a repetition: the report may have been written and the withdrawal not.
            end(sent, decision);
        }
        if (!state.messages().isNews(site.channel(), sent.alertId(), outcome)) {
            metrics.count("ignored", "channel", site.channel(), "reason", "reported_before");
            return;
        }
        decision.write(
                new Receipt(
                        sent.alertId(),
                        sent.channel(),
                        sent.subject(),
                        Receipt.Reporter.PROVIDER,
                        sent.consentVersion(),
                        sent.attempt(),
                        outcome,
                        clock.instant(),
                        sent.providerMessageId(),
                        code));
        metrics.count("reports", "channel", site.channel(), "outcome", outcome.wireName());
    }

    /** Unless the cardholder has given a newer consent since, perhaps with another address. */
    private void end(Receipt sent, Decision decision) {
        KnownConsent known = consentOf(sent);
        if (known != null
                && known.address() != null
                && known.consent().version() == sent.consentVersion()) {
            consents.end(List.of(known.address()), decision);
        }
    }

    /** A provider speaks for one bank; the same channel name may be another's too. */
    private boolean isOf(Site site, Receipt sent) {
        KnownAlert alert = state.alert(sent.alertId());
        if (alert != null) {
            return alert.bankId().equals(site.bankId());
        }
        KnownConsent known = consentOf(sent);
        return known != null && known.key().bankId().equals(site.bankId());
    }

    private @Nullable KnownConsent consentOf(Receipt sent) {
        KeyHash subject = KeyHash.parse(sent.subject());
        return subject == null
                ? null
                : state.consents().of(new SubjectChannel(subject, sent.channel()));
    }
}

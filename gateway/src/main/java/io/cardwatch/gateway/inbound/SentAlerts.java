package io.cardwatch.gateway.inbound;

import io.cardwatch.channel.Receipt;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.gateway.state.KnownAlert;
import io.cardwatch.gateway.state.KnownConsent;
import io.cardwatch.gateway.state.SubjectChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the alert that a user means who names none. Under the state's lock. */
final class SentAlerts {
    /** How far a receipt's clock may be ahead of a provider's. */
    private static final Duration SLACK = Duration.ofMinutes(2);

    private final GatewayState state;
    private final Duration expireAfter;
    private final InstantSource clock;

    SentAlerts(GatewayState state, Duration expireAfter, InstantSource clock) {
        this.state = state;
        this.expireAfter = expireAfter;
        this.clock = clock;
    }

    /** The newest that was sent to a cardholder on the channel, answered or not; or null. */
    @Nullable Receipt newest(Site site, KnownConsent known) {
        return newest(sent(site, known));
    }

    /** What a bare answer is about: the newest alert that was sent there and waits for one. */
    @Nullable Receipt newestOpen(Site site, List<KnownConsent> theirs, Instant saidAt) {
        Instant earliest = clock.instant().minus(expireAfter);
        List<Receipt> open = new ArrayList<>();
        for (KnownConsent known : theirs) {
            for (Receipt receipt : sent(site, known)) {
                if (isAlert(site, receipt)
                        && !state.answers().isAnswered(receipt.alertId())
                        && !receipt.at().isBefore(earliest)
                        && !receipt.at().isAfter(saidAt.plus(SLACK))) {
                    open.add(receipt);
                }
            }
        }
        return newest(open);
    }

    /** A follow-up has a receipt too, and nobody is asked by it. */
    private boolean isAlert(Site site, Receipt receipt) {
        KnownAlert alert = state.alert(receipt.alertId());
        return alert != null && alert.bankId().equals(site.bankId());
    }

    private List<Receipt> sent(Site site, KnownConsent known) {
        return state.messages().to(new SubjectChannel(known.subject(), site.channel()));
    }

    /** Of several alerts in one message the first, whose payloads its buttons have. */
    private @Nullable Receipt newest(List<Receipt> receipts) {
        Receipt newest = receipts.stream().max(Comparator.comparing(Receipt::at)).orElse(null);
        return newest == null
                ? null
                : receipts.stream()
                        .filter(each -> isOneMessage(each, newest))
                        .min(Comparator.comparing(this::decidedAt))
                        .orElse(newest);
    }

    private static boolean isOneMessage(Receipt a, Receipt b) {
        return a.equals(b)
                || (a.providerMessageId() != null
                        && a.providerMessageId().equals(b.providerMessageId()));
    }

    private Instant decidedAt(Receipt receipt) {
        KnownAlert alert = state.alert(receipt.alertId());
        return alert == null ? receipt.at() : alert.decidedAt();
    }
}

package io.cardwatch.gateway.optin;

import io.cardwatch.engine.KeyHash;
import io.cardwatch.gateway.http.GatewayMetrics;
import io.cardwatch.gateway.http.Page;
import io.cardwatch.gateway.inbound.Decision;
import io.cardwatch.gateway.inbound.News;
import io.cardwatch.gateway.inbound.Outbox;
import io.cardwatch.gateway.inbound.Sender;
import io.cardwatch.gateway.inbound.Site;
import io.cardwatch.gateway.inbound.TakeOptIns;
import io.cardwatch.gateway.state.Enrolment;
import io.cardwatch.gateway.state.GatewayState;
import io.cardwatch.message.MessageTemplates;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.AnswerWords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opting in by way of a provider: account linking, and a text message with a code that a second one
 * confirms. A yes that nobody asked for grants nothing. Under the state's lock.
 */
public final class OptIns implements TakeOptIns {
    private static final Pattern JOIN =
            Pattern.compile("\\s*JOIN\\W{1,3}([A-Z0-9]{8})\\W{0,3}", Pattern.CASE_INSENSITIVE);

    private final GatewayState state;
    private final Outbox outbox;
    private final Grants grants;
    private final WrongCodes wrongCodes;
    private final MessageTemplates templates;
    private final Duration confirmWithin;
    private final AnswerWords words = AnswerWords.shipped();
    private final InstantSource clock;
    private final GatewayMetrics metrics;

    /**
     * Ways of opting in.
     *
     * @param templates where banks' names stand
     * @param confirmWithin how long after the code the confirmation counts
     */
    public OptIns(
            GatewayState state,
            Outbox outbox,
            MessageTemplates templates,
            Duration confirmWithin,
            InstantSource clock,
            GatewayMetrics metrics) {
        this.state = state;
        this.templates = templates;
        this.confirmWithin = confirmWithin;
        this.clock = clock;
        this.metrics = metrics;
        this.outbox = outbox;
        grants = new Grants(state, outbox, metrics);
        wrongCodes = new WrongCodes(clock);
    }

    @Override
    public boolean said(Site site, News.Said said, Decision decision) {
        String address = said.sender().addresses().get(0);
        KeyHash from = state.consents().address(site.bankId(), site.channel(), address);
        Matcher join = JOIN.matcher(said.text());
        if (join.matches()) {
            join(site, join.group(1).toUpperCase(Locale.ROOT), from, decision);
            return true;
        }
        KeyHash code = state.enrolments().joinedBy(from, clock.instant());
        Enrolment enrolment = code == null ? null : state.enrolments().of(code);
        return code != null
                && enrolment != null
                && confirm(said.text(), address, code, enrolment, decision);
    }

    private void join(Site site, String text, KeyHash from, Decision decision) {
        Instant now = clock.instant();
        if (wrongCodes.areTooMany(from)) {
            ignored(site, "too_many_codes");
            return;
        }
        KeyHash code = state.code(site.bankId(), text);
        Enrolment enrolment = usable(site, code, Enrolment.Way.KEYWORD, now);
        boolean others =
                enrolment != null
                        && enrolment.joinedBy() != null
                        && !from.hex().equals(enrolment.joinedBy());
        if (enrolment == null || others) {
            wrongCodes.add(from);
            ignored(site, "unknown_code");
            return;
        }
        if (enrolment.status() == Enrolment.Status.OPEN) {
            grants.change(
                    code,
                    enrolment,
                    enrolment.joined(from.hex(), now.plus(confirmWithin)),
                    decision);
        }
        say("sms.join", enrolment, decision);
    }

    private boolean confirm(
            String text, String address, KeyHash code, Enrolment enrolment, Decision decision) {
        Answer answer = words.answer(text, enrolment.locale());
        if (answer == Answer.STOP) {
            grants.end(code, enrolment, decision);
            return false;
        }
        if (answer != Answer.LEGITIMATE) {
            return false;
        }
        if (grants.grant(code, enrolment, address, clock.instant(), decision)) {
            say("sms.joined", enrolment, decision);
        }
        return true;
    }

    @Override
    public void stopped(Site site, Sender sender, Decision decision) {
        for (String address : sender.addresses()) {
            KeyHash from = state.consents().address(site.bankId(), site.channel(), address);
            KeyHash code = state.enrolments().joinedBy(from, clock.instant());
            Enrolment enrolment = code == null ? null : state.enrolments().of(code);
            if (code != null && enrolment != null) {
                grants.end(code, enrolment, decision);
            }
        }
    }

    @Override
    public void linked(Site site, News.Linked linked, Decision decision) {
        KeyHash code = state.code(site.bankId(), linked.code());
        Instant now = clock.instant();
        // A webhook that was held up still counts from when the user linked.
        Instant at = linked.at().isBefore(now) ? linked.at() : now;
        Enrolment enrolment = usable(site, code, Enrolment.Way.LINKING, at);
        if (enrolment == null) {
            outbox.join(code.hex(), decision);
            ignored(site, "unknown_code");
            return;
        }
        String address = "psid:" + linked.sender().addresses().get(0);
        var unused = grants.grant(code, enrolment, address, at, decision);
    }

    private @Nullable Enrolment usable(Site site, KeyHash code, Enrolment.Way way, Instant at) {
        Enrolment enrolment = state.enrolments().of(code);
        return enrolment != null
                        && enrolment.way() == way
                        && enrolment.channel().equals(site.channel())
                        && enrolment.status() != Enrolment.Status.USED
                        && at.isBefore(enrolment.expiresAt())
                ? enrolment
                : null;
    }

    private void say(String text, Enrolment enrolment, Decision decision) {
        decision.say(
                Page.in(enrolment.locale())
                        .text(text, Map.of("bank", templates.bankName(enrolment.bankId()))));
    }

    private void ignored(Site site, String reason) {
        metrics.count("ignored", "channel", site.channel(), "reason", reason);
    }
}

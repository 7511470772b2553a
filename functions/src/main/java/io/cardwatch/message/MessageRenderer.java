package io.cardwatch.message;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.consent.SendPermit;
import io.cardwatch.reply.Answer;
import io.cardwatch.reply.ReplyPayloads;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes an alert, or several of one cardholder, as the message that its user reads.
 *
 * <p>What the message shows is bound by the permit's detail level, whatever the alert holds.
 * Amounts and times are in the user's zone and locale; where no template is in the user's language,
 * they are in the template's. For text messages a merchant's name is cut to what fits into one, and
 * written in their alphabet.
 */
public final class MessageRenderer {
    /** What buttons of a message that is only looked at would send. */
    public static final String SAMPLE_PAYLOAD = "sample";

    /** People press "stop" or "unsubscribe" in old messages too. */
    public static final Duration STOP_EXPIRES_AFTER = Duration.ofDays(30);

    private final MessageTemplates templates;
    private final @Nullable ReplyPayloads replies;
    private final Duration repliesExpireAfter;

    /** A renderer of those templates; its messages offer no buttons. */
    public MessageRenderer(MessageTemplates templates) {
        this.templates = requireNonNull(templates, "templates");
        this.replies = null;
        this.repliesExpireAfter = Duration.ZERO;
    }

    /**
     * A renderer of those templates; messages of a single alert offer buttons.
     *
     * @param replies what signs the buttons
     * @param repliesExpireAfter how long after the alert an answer counts; a stop counts for {@link
     *     #STOP_EXPIRES_AFTER}
     */
    public MessageRenderer(
            MessageTemplates templates, ReplyPayloads replies, Duration repliesExpireAfter) {
        this.templates = requireNonNull(templates, "templates");
        this.replies = requireNonNull(replies, "replies");
        this.repliesExpireAfter = requireNonNull(repliesExpireAfter, "repliesExpireAfter");
    }

    /**
     * The message for the permit's user and channel.
     *
     * @param alerts what it tells of: exactly the permit's alerts, in their order
     */
    public OutboundMessage render(List<Alert> alerts, SendPermit permit) {
        if (!permit.alertIds().equals(alerts.stream().map(Alert::alertId).toList())) {
            throw new IllegalArgumentException("the permit is for other alerts");
        }
        ReplyPayloads signer = replies;
        // From the alert on, not from now: every attempt at a message reads the same.
        Instant decidedAt = alerts.get(0).decidedAt();
        return message(
                alerts,
                choose(
                        alerts,
                        permit.channel(),
                        permit.detail(),
                        permit.locale(),
                        permit.timeZone()),
                signer == null
                        ? null
                        : answer ->
                                signer.sign(
                                        permit.messageId(),
                                        permit.bankId(),
                                        permit.subjectRef(),
                                        permit.channel(),
                                        answer,
                                        decidedAt.plus(
                                                answer == Answer.STOP
                                                        ? STOP_EXPIRES_AFTER
                                                        : repliesExpireAfter)));
    }

    /**
     * The message as it would read for such a user, with buttons that send {@link #SAMPLE_PAYLOAD};
     * sending it takes a permit.
     */
    public OutboundMessage preview(
            List<Alert> alerts, String channel, DetailLevel detail, Locale locale, ZoneId zone) {
        return message(
                alerts, choose(alerts, channel, detail, locale, zone), answer -> SAMPLE_PAYLOAD);
    }

    /**
     * The template for a message and what fills it.
     *
     * @param spoken the user's own locale where the template speaks its language, else the
     *     template's
     */
    record Chosen(SmsFit.Filled filled, LanguageTemplates words, Locale spoken) {
        Template template() {
            return filled.template();
        }
    }

    Chosen choose(
            List<Alert> alerts, String channel, DetailLevel detail, Locale locale, ZoneId zone) {
        String bankId = alerts.get(0).bankId();
        BankTemplates bank = templates.of(bankId);
        String language = bank.languageFor(locale);
        LanguageTemplates words = bank.in(language);
        Locale spoken = spoken(locale, language);
        Map<Placeholder, String> values = AlertValues.of(alerts, detail, spoken, zone);
        boolean sms = channel.equals(SmsLength.CHANNEL);
        if (sms && words.inGsm7()) {
            MerchantName.fold(values);
            values.replaceAll((placeholder, value) -> Gsm7.fold(value));
        }
        values.put(Placeholder.BANK, templates.bankName(bankId));
        String phone = bank.profile().phone();
        if (phone != null) {
            values.put(Placeholder.PHONE, phone);
        }
        MessageCase wanted =
                new MessageCase(
                        channel,
                        severity(alerts),
                        alerts.size() > 1,
                        detail,
                        alerts.get(0).answered());
        List<Template> closest = words.closest(wanted, values);
        return new Chosen(
                sms ? SmsFit.choose(closest, values) : new SmsFit.Filled(closest.get(0), values),
                words,
                spoken);
    }

    private OutboundMessage message(
            List<Alert> alerts, Chosen chosen, @Nullable Function<Answer, String> payloads) {
        Alert first = alerts.get(0);
        Template template = chosen.template();
        Map<Placeholder, String> values = chosen.filled().values();
        return new OutboundMessage(
                first.alertId(),
                first.bankId(),
                templates.bankName(first.bankId()),
                severity(alerts),
                alerts.stream().map(Alert::eventTime).reduce(AlertValues::later).get(),
                chosen.spoken(),
                chosen.filled().text(),
                template.title() == null ? null : template.title().fill(values),
                template.provider() == null ? null : template.provider().fill(values),
                payloads == null || alerts.size() > 1 || first.answered() != null
                        ? List.of()
                        : replies(chosen.words(), payloads),
                first.answered() != null);
    }

    private static List<ReplyOption> replies(
            LanguageTemplates words, Function<Answer, String> payloads) {
        List<ReplyOption> options = new ArrayList<>();
        if (words.replies() != null) {
            words.replies()
                    .forEach(
                            (answer, title) ->
                                    options.add(
                                            new ReplyOption(
                                                    answer, title, payloads.apply(answer))));
        }
        return options;
    }

    private static Severity severity(List<Alert> alerts) {
        return alerts.stream().map(Alert::severity).max(Comparator.naturalOrder()).get();
    }

    static Locale spoken(Locale user, String language) {
        Locale template = Locale.forLanguageTag(language);
        return template.getLanguage().equals(user.getLanguage()) ? user : template;
    }
}

package io.cardwatch.message;

import static java.util.stream.Collectors.joining;

import io.cardwatch.alert.Alert;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.reply.Answer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what a bank should look at in its words before its customers do, by choosing the message of
 * every case that can come up, and writing text messages with the longest values of every locale.
 */
final class TemplateLinter {
    /** As long as a bank's id may be: a bank without a name is called by it. */
    static final String LONGEST_BANK_ID = "a-bank-whose-id-is-of-32-letters";

    private static final String EMAIL = "email";
    private static final String PUSH = "push";
    private static final Set<String> NEED_TEMPLATES = Set.of("messenger", "whatsapp");

    /** As much of an e-mail as mail programs show beside its subject. */
    private static final int PREVIEW = 140;

    private static final int SEVERAL = 10;

    /** The words that networks take as an opt-out. */
    private static final Pattern STOP =
            Pattern.compile("\\b(STOP|UNSUBSCRIBE|END|QUIT|STOPALL|REVOKE|OPTOUT|CANCEL)\\b");

    private final MessageRenderer renderer;
    private final String bankId;
    private final BankTemplates bank;
    private final LongestValues longestValues;
    private final Set<String> warnings = new LinkedHashSet<>();

    /** What a case is made of. */
    private record Sample(List<Alert> alerts, DetailLevel detail) {
        /** Whoever has just written knows how to write back. */
        boolean followsUp() {
            return alerts.get(0).answered() != null;
        }
    }

    /** The longest text message of a template, and where it came up. */
    private record Longest(SmsLength length, Locale locale) {}

    TemplateLinter(
            MessageRenderer renderer,
            String bankId,
            BankTemplates bank,
            LongestValues longestValues) {
        this.renderer = renderer;
        this.bankId = bankId;
        this.bank = bank;
        this.longestValues = longestValues;
    }

    /** The warnings for channels of those names, each beginning with its place. */
    List<String> warnings(Set<String> channels) {
        longestValues
                .locales(bank)
                .forEach(
                        (language, locales) -> {
                            for (String channel : channels) {
                                check(channel, bank.in(language), locales);
                            }
                        });
        return new ArrayList<>(warnings);
    }

    private void check(String channel, LanguageTemplates words, List<Locale> locales) {
        boolean own = words.messages().stream().anyMatch(t -> channel.equals(t.channel()));
        for (Sample sample : samples(channel, locales.get(0))) {
            Template template = choose(channel, sample, locales.get(0)).template();
            checkPreview(channel, own, template);
            checkBankIsNamed(channel, template, !sample.followsUp());
            if (NEED_TEMPLATES.contains(channel)
                    && own
                    && !sample.followsUp()
                    && template.provider() == null) {
                warn(
                        template,
                        channel
                                + " sends this only within 24 hours of the customer's last message:"
                                + " add a template that the provider has approved");
            }
        }
        if (NEED_TEMPLATES.contains(channel)
                && own
                && (words.replies() == null || words.replies().isEmpty())) {
            warn(words.messages().get(0), channel + " shows no buttons: the file has no replies");
        }
        if (channel.equals(SmsLength.CHANNEL)) {
            checkTextMessages(locales);
        }
    }

    private void checkPreview(String channel, boolean own, Template template) {
        Wording text = template.text();
        if (channel.equals(PUSH) && showsDetails(text.pattern())) {
            warn(template, "push shows this on locked screens: no amount and no merchant there");
        }
        if (channel.equals(EMAIL)
                && showsDetails(text.pattern().substring(0, previewed(text.pattern())))) {
            warn(
                    template,
                    "mail programs show the first "
                            + PREVIEW
                            + " characters beside the subject: say amount and merchant after them");
        }
        if (channel.equals(EMAIL) && own && template.title() == null) {
            warn(template, "an e-mail without a title has no subject of its own");
        }
    }

    /** The end of what a preview shows at most, counting nothing for what is filled in. */
    private static int previewed(String pattern) {
        int shown = 0;
        int at = 0;
        while (at < pattern.length() && shown < PREVIEW) {
            int end = pattern.charAt(at) == '{' ? pattern.indexOf('}', at) : -1;
            shown += end < 0 ? 1 : 0;
            at = Math.max(at, end) + 1;
        }
        return at;
    }

    private static boolean showsDetails(String pattern) {
        return pattern.contains(Placeholder.AMOUNT.written())
                || pattern.contains(Placeholder.MERCHANT.written());
    }

    private void checkBankIsNamed(String channel, Template template, boolean unasked) {
        boolean inTitle =
                template.title() != null
                        && template.title().placeholders().contains(Placeholder.BANK);
        String name = bank.profile().name();
        if (!template.text().placeholders().contains(Placeholder.BANK)
                && !(channel.equals(EMAIL) && inTitle)
                && (name == null || !template.text().pattern().contains(name))) {
            warn(template, "does not say which bank writes: add {bank}");
        }
        if (channel.equals(SmsLength.CHANNEL)
                && unasked
                && !STOP.matcher(template.text().withoutPlaceholders()).find()) {
            warn(template, "text messages tell how to end them: add STOP");
        }
    }

    private void checkTextMessages(List<Locale> locales) {
        Map<Template, Longest> longest = new LinkedHashMap<>();
        for (Locale locale : locales) {
            for (Sample sample : samples(SmsLength.CHANNEL, locale)) {
                MessageRenderer.Chosen chosen = choose(SmsLength.CHANNEL, sample, locale);
                SmsLength length = SmsLength.of(chosen.filled().text());
                longest.merge(
                        chosen.template(),
                        new Longest(length, chosen.spoken()),
                        (a, b) -> b.length().units() > a.length().units() ? b : a);
            }
        }
        longest.forEach(
                (template, found) -> {
                    if (!found.length().compact() || !found.length().fits()) {
                        warn(template, tooLong(found));
                    }
                });
    }

    private String tooLong(Longest found) {
        SmsLength length = found.length();
        String letters =
                length.compact()
                        ? ""
                        : "has letters outside the SMS alphabet GSM-7 ("
                                + length.foreign()
                                        .codePoints()
                                        .mapToObj(Character::toString)
                                        .collect(joining(" "))
                                + "), which leaves room for "
                                + length.most()
                                + " instead of 160; ";
        return letters
                + "takes up to "
                + length.describe()
                + ", for "
                + found.locale().toLanguageTag()
                + " and the name "
                + nameOfBank();
    }

    private String nameOfBank() {
        String name = bank.profile().name();
        if (name != null) {
            return name;
        }
        return bankId.equals(LONGEST_BANK_ID) ? "of 32 letters" : bankId;
    }

    private MessageRenderer.Chosen choose(String channel, Sample sample, Locale locale) {
        return renderer.choose(sample.alerts(), channel, sample.detail(), locale, ZoneOffset.UTC);
    }

    private List<Sample> samples(String channel, Locale locale) {
        Instant time = longestValues.time(locale);
        List<Sample> samples = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            List<Alert> named =
                    SampleAlerts.of(
                            bankId, 1, channel, severity, time, LongestValues.details(true));
            List<Alert> nameless =
                    SampleAlerts.of(
                            bankId, 1, channel, severity, time, LongestValues.details(false));
            List<Alert> several = SampleAlerts.of(bankId, SEVERAL, channel, severity, time, null);
            Stream.of(
                            new Sample(named, DetailLevel.MINIMAL),
                            new Sample(named, DetailLevel.DETAILED),
                            new Sample(nameless, DetailLevel.DETAILED),
                            new Sample(several, DetailLevel.MINIMAL),
                            followUp(named, channel, Answer.LEGITIMATE),
                            followUp(named, channel, Answer.CONFIRMED_FRAUD))
                    .forEach(samples::add);
        }
        return samples;
    }

    private static Sample followUp(List<Alert> alerts, String channel, Answer answer) {
        return new Sample(
                List.of(SampleAlerts.followUp(alerts, channel, answer)), DetailLevel.MINIMAL);
    }

    private void warn(Template template, String what) {
        warnings.add(template.at() + ": " + what);
    }
}

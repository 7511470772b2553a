package io.cardwatch.message;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The words of all messages, by bank, language, channel, severity and detail level; immutable.
 *
 * <p>A folder of templates has one folder per bank, named by its {@code bankId}, and perhaps one
 * named {@code default} for all other banks:
 *
 * <pre>
 * northbank/bank.yaml    name: North Bank
 *                        phone: "+44 20 7946 0000"    (optional)
 *                        fallback: en                 (optional, en)
 *                        links: true                  (optional, false)
 * northbank/en.yaml      messages:
 *                          - title: "{bank}: was this you?"      (optional)
 *                            text: "{bank}: unusual activity at {time}. Reply YES or NO."
 *                          - several: true            (for several alerts together)
 *                            text: "{bank}: {count} alerts since {since}. Reply YES or NO."
 *                          - detail: detailed         (optional, as are channel and severity)
 *                            channel: whatsapp
 *                            text: "{bank}: {amount} at {merchant}? Reply YES or NO."
 *                            template:                (optional: one that the provider approved)
 *                              name: fraud_alert_v1
 *                              language: en_GB
 *                              parameters: ["{bank}", "{amount}", "{merchant}"]
 *                        replies:                     (optional: what stands on buttons)
 *                          legitimate: "Yes"
 *                          confirmed-fraud: "No"
 *                          stop: "Stop"
 *                        answers:                     (optional: what follows on an answer)
 *                          confirmed-fraud:
 *                            - text: "{bank}: call {phone} now, {time} was not you."
 *                            - text: "{bank}: call us now, {time} was not you."
 *                          legitimate:
 *                            - text: "{bank}: thank you."
 * </pre>
 *
 * <p>The message that is made most closely for the case is used: first by what the user chose to
 * see, then by channel, then by severity, then the earlier one; for text messages the earliest that
 * fits into a single one. A message that needs what is not known, such as the merchant of a cash
 * withdrawal, is passed over. Every file has a message that fits every case, for a single alert and
 * for several, so a lookup always finds one. A bank that has words of its own gets none of the
 * default ones, since its answer words may differ; a bank with only a {@code bank.yaml} speaks the
 * default words in its own name.
 */
public final class MessageTemplates {
    private static final String DEFAULT = "default";

    private final Map<String, BankTemplates> byBank;
    private final BankTemplates others;

    private MessageTemplates(Map<String, BankTemplates> byBank, BankTemplates others) {
        this.byBank = Map.copyOf(byBank);
        this.others = others;
    }

    /** The messages that come with Cardwatch, in English, German, French and Spanish. */
    public static MessageTemplates shipped() {
        return new MessageTemplates(Map.of(), TemplateFolder.shipped());
    }

    /**
     * The messages of a folder; the shipped ones stand in where it has no {@code default}.
     *
     * @throws TemplateException where a file is wrong, with all its faults
     * @throws IOException where a file cannot be read
     */
    public static MessageTemplates load(Path folder) throws IOException {
        BankTemplates shipped = TemplateFolder.shipped();
        Map<String, BankTemplates> byBank = new TreeMap<>(TemplateFolder.read(folder, shipped));
        BankTemplates given = byBank.remove(DEFAULT);
        BankTemplates others = given == null ? shipped : given.orWordsOf(shipped);
        byBank.replaceAll((bankId, bank) -> bank.orWordsOf(others));
        return new MessageTemplates(byBank, others);
    }

    /** The banks that have a folder, in order. */
    public List<String> banks() {
        return byBank.keySet().stream().sorted().toList();
    }

    /** The languages that a bank's customers are written to in, as locales. */
    public List<Locale> languages(String bankId) {
        return of(bankId).byLanguage().keySet().stream()
                .sorted()
                .map(Locale::forLanguageTag)
                .toList();
    }

    /**
     * What should be looked at before these words are used: texts that do not fit into one text
     * message, previews that would tell an amount, and the like; one line each, with file, line and
     * column. It is found out by writing every message with the longest values that can be.
     *
     * @param channels the channels that are in use, by the names that consents have
     */
    public List<String> warnings(Collection<String> channels) {
        Set<String> names = new TreeSet<>(channels);
        MessageRenderer renderer = new MessageRenderer(this);
        LongestValues longest = new LongestValues();
        Set<String> warnings = new LinkedHashSet<>();
        for (String bankId : banks()) {
            warnings.addAll(
                    new TemplateLinter(renderer, bankId, of(bankId), longest).warnings(names));
        }
        String unnamed = TemplateLinter.LONGEST_BANK_ID;
        warnings.addAll(new TemplateLinter(renderer, unnamed, others, longest).warnings(names));
        return List.copyOf(warnings);
    }

    /** The bank's own name; its id where none is configured. */
    public String bankName(String bankId) {
        String name = of(bankId).profile().name();
        return name == null ? bankId : name;
    }

    BankTemplates of(String bankId) {
        return byBank.getOrDefault(bankId, others);
    }
}

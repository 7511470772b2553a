package io.cardwatch.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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
 * northbank/en.yaml      messages:
 *                          - title: "{bank}: was this you?"      (optional)
 *                            text: "{bank}: unusual activity on {date}, {time}. Reply YES or NO."
 *                          - detail: detailed         (optional, as are channel and severity)
 *                            channel: sms
 *                            text: "{bank}: {amount} at {merchant}? Reply YES or NO."
 * </pre>
 *
 * <p>The message that is made most closely for the case is used: first by what the user chose to
 * see, then by channel, then by severity, then the earlier one. A message that needs what is not
 * known, such as the merchant of a cash withdrawal, is passed over. Every file has a message that
 * fits every case, so a lookup always finds one. A bank that has words of its own gets none of the
 * default ones, since its answer words may differ; a bank with only a {@code bank.yaml} speaks the
 * default words in its own name.
 */
public final class MessageTemplates {
    private static final String DEFAULT = "default";
    private static final String BANK_FILE = "bank.yaml";
    private static final String SUFFIX = ".yaml";
    private static final String FALLBACK = "en";
    private static final List<String> SHIPPED = List.of("de", "en", "es", "fr");

    private final Map<String, BankTemplates> byBank;
    private final BankTemplates others;

    private MessageTemplates(Map<String, BankTemplates> byBank, BankTemplates others) {
        this.byBank = Map.copyOf(byBank);
        this.others = others;
    }

    /**
     * A message and the language it is in.
     *
     * @param template the message
     * @param language its BCP 47 tag
     */
    record Match(Template template, String language) {}

    /** The messages that come with Cardwatch, in English, German, French and Spanish. */
    public static MessageTemplates shipped() {
        List<String> faults = new ArrayList<>();
        Map<String, List<Template>> byLanguage = new TreeMap<>();
        for (String language : SHIPPED) {
            String file = "templates/" + language + SUFFIX;
            byLanguage.put(language, new TemplateReader(file, faults).messages(resource(file)));
        }
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
        return new MessageTemplates(Map.of(), new BankTemplates(null, null, FALLBACK, byLanguage));
    }

    /**
     * The messages of a folder; the shipped ones stand in where it has no {@code default}.
     *
     * @throws TemplateException where a file is wrong, with all its faults
     * @throws IOException where a file cannot be read
     */
    public static MessageTemplates load(Path folder) throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, BankTemplates> byBank = new TreeMap<>();
        for (Path bank : sorted(folder)) {
            if (Files.isDirectory(bank)) {
                byBank.put(nameOf(bank), readBank(folder, bank, faults));
            }
        }
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
        BankTemplates given = byBank.remove(DEFAULT);
        BankTemplates shipped = shipped().others;
        BankTemplates others = given == null ? shipped : given.orWordsOf(shipped);
        byBank.replaceAll((bankId, bank) -> bank.orWordsOf(others));
        return new MessageTemplates(byBank, others);
    }

    private static BankTemplates readBank(Path folder, Path bank, List<String> faults)
            throws IOException {
        Map<String, String> profile = Map.of();
        Map<String, List<Template>> byLanguage = new TreeMap<>();
        for (Path path : sorted(bank)) {
            String file = folder.relativize(path).toString();
            String name = nameOf(path);
            TemplateReader reader = new TemplateReader(file, faults);
            if (name.equals(BANK_FILE)) {
                profile = reader.bank(Files.readString(path));
            } else if (name.endsWith(SUFFIX)) {
                String tag = name.substring(0, name.length() - SUFFIX.length());
                if (Locale.forLanguageTag(tag).getLanguage().isEmpty()) {
                    faults.add(
                            file + ": a template file is named by its language, as in de-AT.yaml");
                }
                byLanguage.put(
                        tag.toLowerCase(Locale.ROOT), reader.messages(Files.readString(path)));
            }
        }
        String bankFile = folder.relativize(bank.resolve(BANK_FILE)).toString();
        String fallback = profile.getOrDefault("fallback", FALLBACK).toLowerCase(Locale.ROOT);
        if (!byLanguage.isEmpty() && !byLanguage.containsKey(fallback)) {
            faults.add(bankFile + ": the fallback language has no file here: " + fallback + SUFFIX);
        }
        String phone = profile.get("phone");
        return new BankTemplates(profile.get("name"), phone, fallback, byLanguage);
    }

    /** The bank's own name; its id where none is configured. */
    String bankName(String bankId) {
        String name = of(bankId).name();
        return name == null ? bankId : name;
    }

    BankTemplates of(String bankId) {
        return byBank.getOrDefault(bankId, others);
    }

    Match find(
            String bankId,
            String channel,
            Locale locale,
            Severity severity,
            DetailLevel detail,
            Map<Placeholder, String> values) {
        BankTemplates bank = of(bankId);
        String language = bank.languageFor(locale);
        List<Template> templates = requireNonNull(bank.byLanguage().get(language));
        Template best = null;
        for (Template template : templates) {
            if (template.fits(channel, severity, detail, values)
                    && (best == null || template.rank() > best.rank())) {
                best = template;
            }
        }
        return new Match(requireNonNull(best, "every file has a message for every case"), language);
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(MessageTemplates::nameOf)).toList();
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String resource(String file) {
        try (InputStream in = MessageTemplates.class.getResourceAsStream(file)) {
            return new String(requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cardwatch.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.cardwatch.reply.Answer;
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

/** Reads the files of a folder of templates, or those that come with Cardwatch. */
final class TemplateFolder {
    private static final String BANK_FILE = "bank.yaml";
    private static final String SUFFIX = ".yaml";
    private static final List<String> SHIPPED = List.of("de", "en", "es", "fr");

    private final List<String> faults = new ArrayList<>();

    private TemplateFolder() {}

    static BankTemplates shipped() {
        TemplateFolder reading = new TemplateFolder();
        Map<String, LanguageTemplates> byLanguage = new TreeMap<>();
        for (String language : SHIPPED) {
            TemplateReader reader =
                    new TemplateReader("shipped/" + language + SUFFIX, reading.faults);
            byLanguage.put(
                    language, reader.language(resource("templates/" + language + SUFFIX), false));
        }
        reading.refuseFaults();
        return new BankTemplates(BankProfile.UNKNOWN, byLanguage);
    }

    /**
     * The banks of a folder, by the names of their folders.
     *
     * @param shipped where titles of buttons come from that a file does not give
     */
    static Map<String, BankTemplates> read(Path folder, BankTemplates shipped) throws IOException {
        TemplateFolder reading = new TemplateFolder();
        Map<String, BankTemplates> byBank = new TreeMap<>();
        for (Path bank : sorted(folder)) {
            if (Files.isDirectory(bank)) {
                byBank.put(nameOf(bank), reading.readBank(folder, bank, shipped));
            }
        }
        reading.refuseFaults();
        return byBank;
    }

    private BankTemplates readBank(Path folder, Path bank, BankTemplates shipped)
            throws IOException {
        Path bankFile = bank.resolve(BANK_FILE);
        String bankFileName = folder.relativize(bankFile).toString();
        BankProfile profile =
                Files.exists(bankFile)
                        ? new TemplateReader(bankFileName, faults).bank(Files.readString(bankFile))
                        : BankProfile.UNKNOWN;
        Map<String, LanguageTemplates> byLanguage = new TreeMap<>();
        for (Path path : sorted(bank)) {
            String name = nameOf(path);
            if (name.endsWith(SUFFIX) && !name.equals(BANK_FILE)) {
                String file = folder.relativize(path).toString();
                String tag = name.substring(0, name.length() - SUFFIX.length());
                if (Locale.forLanguageTag(tag).getLanguage().isEmpty()) {
                    faults.add(
                            file + ": a template file is named by its language, as in de-AT.yaml");
                }
                LanguageTemplates words =
                        new TemplateReader(file, faults)
                                .language(Files.readString(path), profile.links());
                byLanguage.put(
                        tag.toLowerCase(Locale.ROOT),
                        words.withReplies(replies(tag, shipped))
                                .withAnswers(answers(tag, shipped)));
            }
        }
        if (!byLanguage.isEmpty() && !byLanguage.containsKey(profile.fallback())) {
            faults.add(
                    bankFileName
                            + ": the fallback language has no file here: "
                            + profile.fallback()
                            + SUFFIX);
        }
        return new BankTemplates(profile, byLanguage);
    }

    /** Titles of buttons in that very language, or none. */
    private static Map<Answer, String> replies(String tag, BankTemplates shipped) {
        LanguageTemplates words =
                shipped.byLanguage().get(Locale.forLanguageTag(tag).getLanguage());
        return words == null ? Map.of() : requireNonNull(words.replies());
    }

    /** What follows on answers in that very language, or in English: rather that than nothing. */
    private static Map<Answer, List<Template>> answers(String tag, BankTemplates shipped) {
        LanguageTemplates words =
                shipped.byLanguage().get(Locale.forLanguageTag(tag).getLanguage());
        return requireNonNull((words == null ? shipped.in("en") : words).answers());
    }

    private void refuseFaults() {
        if (!faults.isEmpty()) {
            throw new TemplateException(faults);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted(Comparator.comparing(TemplateFolder::nameOf)).toList();
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String resource(String file) {
        try (InputStream in = TemplateFolder.class.getResourceAsStream(file)) {
            return new String(requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cardwatch.message;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among messages of the same rank the one to send as a text message: the first that fits
 * into a single one, with as much of the merchant's name as there is room for; where none fits, the
 * shortest.
 */
final class SmsFit {
    /** A message and what fills it. */
    record Filled(Template template, Map<Placeholder, String> values) {
        String text() {
            return template.text().fill(values);
        }
    }

    private SmsFit() {}

    static Filled choose(List<Template> candidates, Map<Placeholder, String> values) {
        Filled naming = namingTheMerchant(candidates, values);
        if (naming != null) {
            return naming;
        }
        Filled shortest = new Filled(candidates.get(0), values);
        for (Template candidate : candidates) {
            Filled filled = new Filled(candidate, values);
            if (!namesTheMerchant(candidate) && fits(filled)) {
                return filled;
            }
            if (units(filled) < units(shortest)) {
                shortest = filled;
            }
        }
        return shortest;
    }

    /** The message that has room for the most of the merchant's name, or null where none has. */
    private static @Nullable Filled namingTheMerchant(
            List<Template> candidates, Map<Placeholder, String> values) {
        String merchant = values.getOrDefault(Placeholder.MERCHANT, "");
        List<Template> naming = candidates.stream().filter(SmsFit::namesTheMerchant).toList();
        int full = merchant.codePointCount(0, merchant.length());
        int least = Math.min(full, MerchantName.SHORTEST_CUT);
        for (int length = full; !naming.isEmpty() && length >= least; length--) {
            Map<Placeholder, String> cut = new EnumMap<>(values);
            cut.put(Placeholder.MERCHANT, MerchantName.cut(merchant, length));
            for (Template candidate : naming) {
                Filled filled = new Filled(candidate, cut);
                if (fits(filled)) {
                    return filled;
                }
            }
        }
        return null;
    }

    private static boolean namesTheMerchant(Template template) {
        return template.placeholders().contains(Placeholder.MERCHANT);
    }

    private static boolean fits(Filled filled) {
        return SmsLength.of(filled.text()).fits();
    }

    private static int units(Filled filled) {
        SmsLength length = SmsLength.of(filled.text());
        return length.units() * (length.compact() ? 1 : 2);
    }
}

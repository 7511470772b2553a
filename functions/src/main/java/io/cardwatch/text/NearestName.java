package io.cardwatch.text;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which known name a mistyped one was meant to be. */
public final class NearestName {
    private NearestName() {}

    /** A half sentence to append to an error, empty where no name is near. */
    public static String suggestion(String mistyped, Collection<String> known) {
        String nearest = of(mistyped, known);
        return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
    }

    /**
     * The known name that a slip of the hand turns into {@code name}, or null where none is near.
     */
    public static @Nullable String of(String name, Collection<String> known) {
        if (name.length() > 64) {
            return null;
        }
        String best = null;
        int bestDistance = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            int distance = EditDistance.between(normal(name), normal(candidate));
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Case, hyphens and underscores are not what tells names apart. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}

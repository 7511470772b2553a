package io.cardwatch.channel.meta;

import io.cardwatch.channel.SendOutcome.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the errors of one product of the Graph API mean: its error table, row by row. */
public final class GraphErrors {
    private static final int FIRST_PERMISSION = 200;
    private static final int LAST_PERMISSION = 299;

    private final Map<String, Kind> kinds;

    private GraphErrors(Map<String, Kind> kinds) {
        this.kinds = Map.copyOf(kinds);
    }

    /** A table without rows. */
    public static GraphErrors none() {
        return new GraphErrors(Map.of());
    }

    /**
     * The table with a further row.
     *
     * @param kind what these errors mean
     * @param errors codes, as {@code 190}, or codes and subcodes, as {@code 10/2018278}; a subcode
     *     in the table goes before its code
     */
    public GraphErrors row(Kind kind, String... errors) {
        Map<String, Kind> more = new HashMap<>(kinds);
        for (String error : errors) {
            if (more.put(error, kind) != null) {
                throw new IllegalArgumentException("twice in the table: " + error);
            }
        }
        return new GraphErrors(more);
    }

    /** What the error means, or null where the table does not know it. */
    public @Nullable Kind meaning(GraphError error) {
        Kind kind = kinds.get(error.toString());
        if (kind == null) {
            kind = kinds.get(Integer.toString(error.code()));
        }
        if (kind == null && error.code() >= FIRST_PERMISSION && error.code() <= LAST_PERMISSION) {
            // The whole range is documented as permissions that were not given or taken away.
            kind = kinds.get(Integer.toString(FIRST_PERMISSION));
        }
        return kind;
    }
}

package io.cardwatch.window;

import com.google.common.hash.Hashing;
import io.cardwatch.rule.Feature;
import io.cardwatch.rule.KeyDimension;
import io.cardwatch.window.Accumulator.Kind;
import java.nio.charset.StandardCharsets;

/** Stable ids of what state holds: equal for equal definitions, whatever rule set has them. */
final class DefinitionIds {
    private final KeyDimension dimension;

    DefinitionIds(KeyDimension dimension) {
        this.dimension = dimension;
    }

    /** The id of what one kind of content is for a feature over windows of that length. */
    long of(String kind, Feature feature, long over) {
        return hash(
                String.join(
                        "\n",
                        kind,
                        dimension.keyword(),
                        String.valueOf(feature.field()),
                        Long.toString(over),
                        String.valueOf(feature.where())));
    }

    /** See {@link WindowPlan#historyId}. */
    static long historyId(Feature feature) {
        String content =
                switch (feature.aggregate()) {
                    case ELAPSED, SPEED, LAST -> null;
                    case SUM, MEAN -> Kind.AMOUNTS.keyword;
                    case COUNT,
                            STDDEV,
                            MIN,
                            MAX,
                            DISTINCT,
                            QUANTILE,
                            FIRST_SEEN,
                            FRAUD_RATE,
                            SEQUENCE ->
                            feature.aggregate().keyword();
                };
        if (content == null) {
            return 0;
        }
        return hash(
                String.join(
                        "\n",
                        content,
                        feature.by().keyword(),
                        String.valueOf(feature.field()),
                        feature.over().toString(),
                        String.valueOf(feature.where()),
                        feature.same().toString(),
                        feature.delay().toString(),
                        feature.steps().toString()));
    }

    static long hash(String definition) {
        return Hashing.sha256().hashString(definition, StandardCharsets.UTF_8).asLong();
    }
}

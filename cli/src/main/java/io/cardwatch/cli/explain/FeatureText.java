package io.cardwatch.cli.explain;

import io.cardwatch.rule.Feature;
import io.cardwatch.text.Durations;

/** Says in words what a feature is. */
final class FeatureText {
    private FeatureText() {}

    /** As {@code count by card over 10m where event.approved}. */
    static String of(Feature feature) {
        StringBuilder text = new StringBuilder(feature.aggregate().keyword());
        if (feature.field() != null) {
            text.append(' ').append(feature.field());
        }
        if (!Double.isNaN(feature.quantile())) {
            text.append(" at ").append(Numbers.plain(feature.quantile()));
        }
        text.append(" by ").append(feature.by().keyword());
        text.append(" over ").append(Durations.text(feature.over()));
        if (!feature.delay().isZero()) {
            text.append(", delay ").append(Durations.text(feature.delay()));
        }
        if (!feature.same().isEmpty()) {
            text.append(", same ").append(String.join(" and ", feature.same()));
        }
        if (feature.newest() > 0) {
            text.append(", newest ").append(feature.newest());
        }
        if (feature.excludingCurrent()) {
            text.append(", excluding current");
        }
        if (feature.where() != null) {
            text.append(", where ").append(feature.where());
        }
        return text.toString();
    }
}

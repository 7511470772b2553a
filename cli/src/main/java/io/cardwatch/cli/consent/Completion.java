package io.cardwatch.cli.consent;

import io.cardwatch.erasure.ErasureStatus;
import io.cardwatch.erasure.ErasureStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the running jobs say of one erasure. */
final class Completion {
    private final String erasureId;
    private final Map<String, ErasureStatus> reports = new TreeMap<>();

    Completion(String erasureId) {
        this.erasureId = erasureId;
    }

    /** Takes in a report; those of other erasures and repeated ones change nothing. */
    void add(ErasureStatus status) {
        if (status.erasureId().equals(erasureId)) {
            reports.putIfAbsent(status.key(), status);
        }
    }

    List<ErasureStatus> reports() {
        return List.copyOf(reports.values());
    }

    /** The operators that have not said of every key that they forgot it. */
    List<ErasureStep> missing() {
        List<ErasureStep> missing = new ArrayList<>();
        for (ErasureStep step : ErasureStep.values()) {
            List<ErasureStatus> said =
                    reports.values().stream().filter(report -> report.step() == step).toList();
            if (said.isEmpty() || said.size() < said.get(0).parts()) {
                missing.add(step);
            }
        }
        return missing;
    }

    /** How long at the longest what cardholders share keeps keyed hashes; null where unknown. */
    @Nullable Duration sharedFor() {
        return reports.values().stream()
                .map(ErasureStatus::sharedForMillis)
                .filter(Objects::nonNull)
                .map(Duration::ofMillis)
                .max(Duration::compareTo)
                .orElse(null);
    }
}

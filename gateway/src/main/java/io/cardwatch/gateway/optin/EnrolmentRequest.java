package io.cardwatch.gateway.optin;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.state.Enrolment;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bank's server asks for, after {@code io/cardwatch/schema/enrolment-request.schema.json};
 * anything else is refused.
 */
final class EnrolmentRequest {
    private static final Set<String> FIELDS =
            Set.of(
                    "way",
                    "subjectRef",
                    "channel",
                    "locale",
                    "timeZone",
                    "detail",
                    "minSeverity",
                    "textVersion",
                    "source",
                    "address",
                    "redirectUri");
    private static final int LONGEST = 500;

    /** As long as a consent's may be: a web-push subscription is long. */
    private static final int LONGEST_ADDRESS = 2_048;

    private final JsonNode json;

    EnrolmentRequest(JsonNode json) {
        this.json = json;
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!FIELDS.contains(names.next())) {
                throw malformed();
            }
        }
    }

    Enrolment.Way way() {
        try {
            return Enrolment.Way.valueOf(text("way").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    String channel() {
        return text("channel");
    }

    @Nullable String redirectUri() {
        return optional("redirectUri");
    }

    /** The opt-in at its beginning. */
    Enrolment enrolment(String bankId, Instant expiresAt) {
        Enrolment.Way way = way();
        String address = optional("address", LONGEST_ADDRESS);
        if ((way == Enrolment.Way.LINK) == (address == null)) {
            // Elsewhere the provider tells the address, and nobody else may.
            throw malformed();
        }
        DetailLevel detail = DetailLevel.fromWireName(text("detail", "minimal"));
        Severity minSeverity = Severity.fromWireName(text("minSeverity", "low"));
        if (detail == null || minSeverity == null) {
            throw malformed();
        }
        return new Enrolment(
                bankId,
                text("subjectRef"),
                channel(),
                way,
                Enrolment.Status.OPEN,
                text("locale"),
                text("timeZone"),
                detail,
                minSeverity,
                text("textVersion"),
                text("source"),
                expiresAt,
                address,
                null,
                null);
    }

    private String text(String field) {
        String text = optional(field);
        if (text == null) {
            throw malformed();
        }
        return text;
    }

    private String text(String field, String otherwise) {
        String text = optional(field);
        return text == null ? otherwise : text;
    }

    private @Nullable String optional(String field) {
        return optional(field, LONGEST);
    }

    private @Nullable String optional(String field, int longest) {
        JsonNode value = json.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > longest) {
            throw malformed();
        }
        return value.asText();
    }

    private static RefusedException malformed() {
        return new RefusedException(Refusal.MALFORMED);
    }

    @Override
    public String toString() {
        return "EnrolmentRequest[redacted]";
    }
}

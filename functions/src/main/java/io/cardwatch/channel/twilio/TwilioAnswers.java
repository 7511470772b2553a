package io.cardwatch.channel.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.channel.http.HttpAnswer;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes outcomes of Twilio's answers; what they hold beside the fields read here may change. */
final class TwilioAnswers {
    private static final Pattern MESSAGE_SID = Pattern.compile("[SM]M[0-9a-fA-F]{32}");
    private static final Pattern CODE = Pattern.compile("[1-9][0-9]{4,5}");

    private static final Set<String> FOREIGN_TO_SHORT_CODES = Set.of("21606", "21659");

    private final boolean shortCode;

    /**
     * Answers to requests of one sender.
     *
     * @param shortCode whether it is a short code, which reaches numbers of its own country alone
     */
    TwilioAnswers(boolean shortCode) {
        this.shortCode = shortCode;
    }

    SendOutcome outcome(HttpAnswer answer) {
        return answer.isSuccess() ? taken(answer.json()) : refused(answer);
    }

    /** A message that was taken over may have failed already. */
    private SendOutcome taken(JsonNode message) {
        String sid = matching(MESSAGE_SID, message.path("sid"));
        String code = matching(CODE, message.path("error_code"));
        if (code == null) {
            return SendOutcome.accepted(sid);
        }
        Kind known = known(code);
        return new SendOutcome(known == null ? Kind.UNDELIVERED : known, sid, code, null);
    }

    private SendOutcome refused(HttpAnswer answer) {
        String code = matching(CODE, answer.json().path("code"));
        Kind known = code == null ? null : known(code);
        return SendOutcome.of(
                        known == null ? byStatus(answer, code != null) : known,
                        code == null ? answer.code() : code)
                .after(answer.retryAfter());
    }

    private @Nullable Kind known(String code) {
        // The same codes say that a number is abroad for a short code: not the sender's fault then.
        if (shortCode && FOREIGN_TO_SHORT_CODES.contains(code)) {
            return Kind.OUR_BUG;
        }
        return TwilioCodes.kind(Integer.parseInt(code));
    }

    private static Kind byStatus(HttpAnswer answer, boolean explained) {
        if (answer.isServerError()) {
            // Without Twilio's own error it may be a gateway's, which had handed the request on.
            return explained ? Kind.RETRY : Kind.UNKNOWN;
        }
        return switch (answer.status()) {
            // 404 comes for a wrong account or version, and so for every message.
            case 401, 403, 404 -> Kind.CHANNEL_DOWN;
            case 429 -> Kind.RETRY_LATER;
            // Nothing says how far it came, and a repeated message would be a second one.
            case 408 -> Kind.UNKNOWN;
            default -> Kind.OUR_BUG;
        };
    }

    private static @Nullable String matching(Pattern pattern, JsonNode node) {
        String text = node.isValueNode() && !node.isNull() ? node.asText() : "";
        return pattern.matcher(text).matches() ? text : null;
    }
}

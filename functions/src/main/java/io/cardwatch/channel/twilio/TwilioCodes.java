package io.cardwatch.channel.twilio;

import io.cardwatch.channel.SendOutcome.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio's error codes mean here, after its <a
 * href="https://www.twilio.com/docs/api/errors">error dictionary</a>. Twilio adds codes: what the
 * table does not know is judged by the HTTP status.
 */
final class TwilioCodes {
    private static final Map<Integer, Kind> KINDS = kinds();

    private TwilioCodes() {}

    /** What that code means, or null where the table does not know it. */
    static @Nullable Kind kind(int code) {
        return KINDS.get(code);
    }

    private static Map<Integer, Kind> kinds() {
        Map<Integer, Kind> kinds = new HashMap<>();
        // Not a number, a short code, no mobile, a landline; unreachable, blocked, unknown,
        // landline.
        put(kinds, Kind.DEAD_ADDRESS, 21211, 21265, 21614, 21635, 30003, 30004, 30005, 30006);
        // The user answered STOP.
        put(kinds, Kind.WITHDRAWN, 21610);
        // Credentials refused; account not active or suspended.
        put(kinds, Kind.CHANNEL_DOWN, 10001, 20003, 20005, 30002, 90010);
        // The sender is missing, not the account's, not able to send, or not registered.
        put(kinds, Kind.CHANNEL_DOWN, 21601, 21603, 21606, 21659, 21660, 30032, 30034);
        // The messaging service is not there, or has no sender.
        put(kinds, Kind.CHANNEL_DOWN, 21701, 21703);
        // Too many requests, a full queue, a carrier's rate, the account's rate, its day's limit.
        put(kinds, Kind.RETRY_LATER, 20429, 21611, 30001, 30022, 63017, 63038);
        // Taken over, then filtered by a carrier, or too old.
        put(kinds, Kind.UNDELIVERED, 30007, 30036);
        // This number's country, or this number on a trial account, or this pair of numbers: not
        // the channel as a whole, whatever the HTTP status.
        put(kinds, Kind.OUR_BUG, 21408, 21608, 21612);
        return Map.copyOf(kinds);
    }

    private static void put(Map<Integer, Kind> kinds, Kind kind, int... codes) {
        for (int code : codes) {
            kinds.put(code, kind);
        }
    }
}

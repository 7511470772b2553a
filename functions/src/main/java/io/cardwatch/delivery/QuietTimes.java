package io.cardwatch.delivery;

import io.cardwatch.consent.QuietHours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** When quiet hours end. */
public final class QuietTimes {
    private static final int DAY = 24 * 60;

    private QuietTimes() {}

    /**
     * The first moment from {@code now} on that neither of the two calls quiet: {@code now} itself
     * where it is not. Where both together leave no minute of the day, the user's alone count.
     *
     * @param users the user's quiet hours, or null
     * @param banks the bank's, or null
     * @param zone the user's zone; a day with a change of clocks has its hours by the clock
     */
    public static Instant end(
            Instant now, @Nullable QuietHours users, @Nullable QuietHours banks, ZoneId zone) {
        Instant moment = now;
        for (int step = 0; step < 4; step++) {
            Instant later = end(end(moment, users, zone), banks, zone);
            if (later.equals(moment)) {
                return moment;
            }
            moment = later;
        }
        return end(now, users, zone);
    }

    private static Instant end(Instant now, @Nullable QuietHours quiet, ZoneId zone) {
        if (quiet == null) {
            return now;
        }
        ZonedDateTime local = now.atZone(zone);
        int minute = local.getHour() * 60 + local.getMinute();
        int sinceStart = Math.floorMod(minute - quiet.fromMinute(), DAY);
        int length = Math.floorMod(quiet.untilMinute() - quiet.fromMinute(), DAY);
        if (sinceStart >= length) {
            return now;
        }
        boolean endsTomorrow = minute >= quiet.untilMinute();
        LocalDate day = endsTomorrow ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        Instant end = day.atStartOfDay().plusMinutes(quiet.untilMinute()).atZone(zone).toInstant();
        // Where clocks go back, the end by the clock may lie before now.
        return end.isAfter(now) ? end : now;
    }
}

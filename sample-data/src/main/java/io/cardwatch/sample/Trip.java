package io.cardwatch.sample;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A journey and the flights that frame it. Nobody pays in person between take-off and landing, so
 * that no honest card ever travels faster than an aircraft.
 *
 * @param home where it starts and ends
 * @param away where it leads
 * @param out the day of the flight there
 * @param back the day of the flight home
 */
record Trip(City home, City away, LocalDate out, LocalDate back) {
    private static final double CRUISE_KM_PER_HOUR = 780.0;
    private static final Duration ON_THE_GROUND = Duration.ofMinutes(40);

    /** Paying at the airport before the flight there. */
    Instant leaves() {
        return morningAt(home, out);
    }

    /** Paying at the airport before the flight home. */
    Instant returns() {
        return morningAt(away, back);
    }

    /** The earliest payment on the other side of a flight that somebody paid before. */
    Instant landsAfter(Instant boarding) {
        double hours = home.kilometresTo(away) / CRUISE_KM_PER_HOUR;
        return boarding.plus(ON_THE_GROUND).plusSeconds((long) (hours * 3_600));
    }

    private static Instant morningAt(City city, LocalDate day) {
        return day.atTime(9, 5).atZone(city.zone()).toInstant();
    }
}

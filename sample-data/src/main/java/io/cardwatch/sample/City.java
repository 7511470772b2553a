package io.cardwatch.sample;

import java.time.ZoneId;

/**
 * Where people live and travel.
 *
 * @param name a real place's name
 * @param code three letters that merchants of the city have in their ids
 * @param country alpha-2 ISO 3166-1
 * @param currency what is paid with there
 * @param zone whose wall clock its terminals show
 * @param latitude degrees
 * @param longitude degrees
 */
record City(
        String name,
        String code,
        String country,
        String currency,
        ZoneId zone,
        double latitude,
        double longitude) {
    private static final double EARTH_RADIUS_KM = 6_371.0;

    double kilometresTo(City other) {
        return kilometres(latitude, longitude, other.latitude, other.longitude);
    }

    /** Great-circle distance by the haversine formula. */
    static double kilometres(
            double latitude1, double longitude1, double latitude2, double longitude2) {
        double phi1 = StrictMath.toRadians(latitude1);
        double phi2 = StrictMath.toRadians(latitude2);
        double sinPhi = StrictMath.sin((phi2 - phi1) / 2);
        double sinLambda = StrictMath.sin(StrictMath.toRadians(longitude2 - longitude1) / 2);
        double a =
                sinPhi * sinPhi
                        + StrictMath.cos(phi1) * StrictMath.cos(phi2) * sinLambda * sinLambda;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(StrictMath.min(1.0, StrictMath.sqrt(a)));
    }
}

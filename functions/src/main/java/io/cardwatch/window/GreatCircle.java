package io.cardwatch.window;

/** Distances on a sphere of the earth's mean radius, by the haversine formula. */
final class GreatCircle {
    private static final double RADIUS_KM = 6_371.0088;
    private static final double RADIANS = Math.PI / 180.0e6;

    private GreatCircle() {}

    /** The distance between two places given in millionths of a degree. */
    static double kilometres(long latitude1, long longitude1, long latitude2, long longitude2) {
        double phi1 = latitude1 * RADIANS;
        double phi2 = latitude2 * RADIANS;
        double sinPhi = Math.sin((phi2 - phi1) / 2);
        double sinLambda = Math.sin((longitude2 - longitude1) * RADIANS / 2);
        double a = sinPhi * sinPhi + Math.cos(phi1) * Math.cos(phi2) * sinLambda * sinLambda;
        return 2 * RADIUS_KM * Math.asin(Math.min(1.0, Math.sqrt(a)));
    }
}

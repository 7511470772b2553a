package io.cardwatch.sample;

import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** The cities of the sample: real places, so that distances, clocks and currencies are true. */
final class Atlas {
    static final List<City> CITIES =
            List.of(
                    city("Hamburg", "HAM", "DE", "EUR", "Europe/Berlin", 53.5511, 9.9937),
                    city("Leipzig", "LEJ", "DE", "EUR", "Europe/Berlin", 51.3397, 12.3731),
                    city("Lyon", "LYS", "FR", "EUR", "Europe/Paris", 45.7640, 4.8357),
                    city("Nantes", "NTE", "FR", "EUR", "Europe/Paris", 47.2184, -1.5536),
                    city("Valencia", "VLC", "ES", "EUR", "Europe/Madrid", 39.4699, -0.3763),
                    city("Utrecht", "UTC", "NL", "EUR", "Europe/Amsterdam", 52.0907, 5.1214),
                    city("Graz", "GRZ", "AT", "EUR", "Europe/Vienna", 47.0707, 15.4395),
                    city("Porto", "OPO", "PT", "EUR", "Europe/Lisbon", 41.1579, -8.6291),
                    city("Bristol", "BRS", "GB", "GBP", "Europe/London", 51.4545, -2.5879),
                    city("Leeds", "LBA", "GB", "GBP", "Europe/London", 53.8008, -1.5491),
                    city("Glasgow", "GLA", "GB", "GBP", "Europe/London", 55.8642, -4.2518),
                    city("Rome", "FCO", "IT", "EUR", "Europe/Rome", 41.9028, 12.4964),
                    city("Athens", "ATH", "GR", "EUR", "Europe/Athens", 37.9838, 23.7275),
                    city("Zurich", "ZRH", "CH", "CHF", "Europe/Zurich", 47.3769, 8.5417),
                    city("Stockholm", "ARN", "SE", "SEK", "Europe/Stockholm", 59.3293, 18.0686),
                    city("Warsaw", "WAW", "PL", "PLN", "Europe/Warsaw", 52.2297, 21.0122),
                    city("Marrakesh", "RAK", "MA", "MAD", "Africa/Casablanca", 31.6295, -7.9811),
                    city("New York", "JFK", "US", "USD", "America/New_York", 40.7128, -74.0060),
                    city("Toronto", "YYZ", "CA", "CAD", "America/Toronto", 43.6532, -79.3832),
                    city("Sao Paulo", "GRU", "BR", "BRL", "America/Sao_Paulo", -23.5505, -46.6333),
                    city("Kuwait City", "KWI", "KW", "KWD", "Asia/Kuwait", 29.3759, 47.9774),
                    city("Bangkok", "BKK", "TH", "THB", "Asia/Bangkok", 13.7563, 100.5018),
                    city("Tokyo", "HND", "JP", "JPY", "Asia/Tokyo", 35.6762, 139.6503));

    private Atlas() {}

    static List<City> citiesIn(Collection<String> countries) {
        return CITIES.stream().filter(city -> countries.contains(city.country())).toList();
    }

    /** Cities at least that far away. */
    static List<City> farFrom(City from, double kilometres) {
        return CITIES.stream().filter(city -> city.kilometresTo(from) >= kilometres).toList();
    }

    private static City city(
            String name,
            String code,
            String country,
            String currency,
            String zone,
            double latitude,
            double longitude) {
        return new City(name, code, country, currency, ZoneId.of(zone), latitude, longitude);
    }
}

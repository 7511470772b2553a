package io.cardwatch.sample;

import java.util.List;

/** What a merchant sells: its category code, its prices in euros and its opening hours. */
enum Trade {
    GROCERY("5411", "Grocery", 27, 0.6, 8, 21),
    BAKERY("5462", "Bakery", 6, 0.4, 7, 17),
    COFFEE("5814", "Coffee Bar", 5, 0.35, 7, 18),
    RESTAURANT("5812", "Restaurant", 33, 0.5, 12, 22),
    FUEL("5542", "Fuel Station", 56, 0.25, 6, 22),
    PHARMACY("5912", "Pharmacy", 16, 0.6, 8, 19),
    TRANSIT("4111", "Transit", 3.6, 0.3, 6, 22),
    CLOTHING("5651", "Clothing", 58, 0.55, 10, 19),
    ELECTRONICS("5732", "Electronics", 110, 0.7, 10, 19),
    FURNITURE("5712", "Furniture", 820, 0.45, 10, 18),
    JEWELLER("5944", "Jeweller", 320, 0.7, 10, 18),
    CASH("6011", "Cash Point", 70, 0.6, 7, 23),
    AIRPORT("5309", "Airport Shop", 22, 0.6, 6, 20),
    TAXI("4121", "Taxi", 31, 0.35, 0, 23),
    MARKETPLACE("5399", "Online Market", 32, 0.75, 7, 23),
    STREAMING("5968", "Streaming", 11, 0.3, 2, 5),
    GAMES("5816", "Games Store", 14, 0.6, 12, 23),
    TRAVEL_AGENCY("4722", "Travel Agency", 240, 0.6, 9, 22),
    GIFT_CARDS("5947", "Gift Card Store", 45, 0.5, 8, 22),
    DONATION("8398", "Donations", 15, 0.6, 8, 22),
    GAMBLING("7995", "Betting", 22, 0.6, 12, 23),
    COINS("6051", "Coin Exchange", 60, 0.6, 8, 23);

    /** Trades that a city has; the others take cards over the internet. */
    static final List<Trade> LOCAL =
            List.of(
                    GROCERY,
                    BAKERY,
                    COFFEE,
                    RESTAURANT,
                    FUEL,
                    PHARMACY,
                    TRANSIT,
                    CLOTHING,
                    ELECTRONICS,
                    FURNITURE,
                    JEWELLER,
                    CASH,
                    AIRPORT,
                    TAXI);

    static final List<Trade> ONLINE =
            List.of(
                    MARKETPLACE,
                    STREAMING,
                    GAMES,
                    TRAVEL_AGENCY,
                    GIFT_CARDS,
                    DONATION,
                    GAMBLING,
                    COINS);

    private final String mcc;
    private final String word;
    private final double medianEuros;
    private final double spread;
    private final int opens;
    private final int closes;

    Trade(String mcc, String word, double medianEuros, double spread, int opens, int closes) {
        this.mcc = mcc;
        this.word = word;
        this.medianEuros = medianEuros;
        this.spread = spread;
        this.opens = opens;
        this.closes = closes;
    }

    String mcc() {
        return mcc;
    }

    String word() {
        return word;
    }

    /** What somebody pays there. */
    double euros(Dice dice) {
        return dice.around(medianEuros, spread);
    }

    /** A second of the day at which it sells. */
    int secondOfDay(Dice dice) {
        // The mean of two throws makes midday busier than the edges.
        double part = (dice.unit() + dice.unit()) / 2;
        return (int) (3_600 * (opens + part * (closes - opens)));
    }
}

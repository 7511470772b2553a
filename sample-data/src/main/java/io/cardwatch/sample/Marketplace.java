package io.cardwatch.sample;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every merchant of the sample, by city and trade. */
final class Marketplace {
    private static final List<String> NAMES =
            List.of(
                    "Alder", "Birch", "Cedar", "Dune", "Elm", "Fjord", "Gorse", "Heron", "Iris",
                    "Juniper", "Kestrel", "Lark", "Maple", "Nettle", "Otter", "Plover", "Quince",
                    "Rowan", "Sorrel", "Thistle", "Umber", "Vetch", "Willow", "Yarrow");
    private static final int ONLINE_PER_TRADE = 6;

    private final Map<String, Map<Trade, List<Merchant>>> byCity = new TreeMap<>();
    private final Map<Trade, List<Merchant>> online = new EnumMap<>(Trade.class);

    Marketplace(GeneratorSettings settings) {
        // More people need more shops, or every shop would look like one under attack.
        int perTrade = 3 + settings.cards() / 150;
        int town = 0;
        for (City city : Atlas.CITIES) {
            Map<Trade, List<Merchant>> trades = new EnumMap<>(Trade.class);
            for (Trade trade : Trade.LOCAL) {
                List<Merchant> merchants = new ArrayList<>();
                for (int number = 1; number <= perTrade; number++) {
                    Dice dice = Dice.of(settings.seed(), "merchant-" + trade, town, number);
                    merchants.add(local(trade, city, number, dice));
                }
                trades.put(trade, List.copyOf(merchants));
            }
            byCity.put(city.name(), trades);
            town++;
        }
        for (Trade trade : Trade.ONLINE) {
            List<Merchant> merchants = new ArrayList<>();
            for (int number = 1; number <= ONLINE_PER_TRADE + settings.cards() / 150; number++) {
                Dice dice = Dice.of(settings.seed(), "web-" + trade, 0, number);
                merchants.add(web(trade, number, dice));
            }
            online.put(trade, List.copyOf(merchants));
        }
    }

    List<Merchant> in(City city, Trade trade) {
        Map<Trade, List<Merchant>> trades = byCity.get(city.name());
        List<Merchant> merchants = trades == null ? null : trades.get(trade);
        if (merchants == null) {
            throw new IllegalArgumentException("no " + trade + " in " + city.name());
        }
        return merchants;
    }

    List<Merchant> online(Trade trade) {
        List<Merchant> merchants = online.get(trade);
        if (merchants == null) {
            throw new IllegalArgumentException(trade + " is not sold online");
        }
        return merchants;
    }

    private static Merchant local(Trade trade, City city, int number, Dice dice) {
        // An airport lies outside, the rest within some kilometres of the centre.
        double reach = trade == Trade.AIRPORT ? 0.12 : 0.04;
        String id = "M-" + city.code() + "-" + trade.mcc() + "-" + number;
        return new Merchant(
                id,
                name(trade, number, dice),
                trade,
                city,
                false,
                fourDecimals(city.latitude() + dice.between(-reach, reach)),
                fourDecimals(city.longitude() + dice.between(-reach, reach)),
                terminals(id, dice.between(1, 3)));
    }

    private static Merchant web(Trade trade, int number, Dice dice) {
        // Most shops that people buy from online are not where they live.
        City seat = dice.pick(Atlas.CITIES);
        String id = "M-WEB-" + trade.mcc() + "-" + number;
        return new Merchant(
                id, name(trade, number, dice), trade, seat, true, 0, 0, terminals(id, 1));
    }

    private static String name(Trade trade, int number, Dice dice) {
        return "Sample " + dice.pick(NAMES) + " " + trade.word() + " " + number;
    }

    private static List<String> terminals(String merchantId, int count) {
        List<String> terminals = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            terminals.add(merchantId.replace("M-", "T-") + "-" + number);
        }
        return terminals;
    }

    private static double fourDecimals(double degrees) {
        return StrictMath.round(degrees * 10_000) / 10_000.0;
    }
}

package io.cardwatch.sample;

/**
 * What somebody shops with over the internet.
 *
 * @param id the bank's name for it
 * @param ip an address of the blocks reserved for documentation
 * @param country where the address seems to be, alpha-2 ISO 3166-1
 */
record Device(String id, String ip, String country) {
    /** Somebody else's; the clever ones appear to be where the cardholder lives. */
    static Device ofThief(Card card, Dice dice) {
        City seemsToBe = dice.chance(0.3) ? card.subject().home : dice.pick(Atlas.CITIES);
        return somewhere(seemsToBe, dice);
    }

    static Device somewhere(City seemsToBe, Dice dice) {
        String id = "dev-" + dice.letters(10);
        return new Device(id, "203.0.113." + dice.between(1, 239), seemsToBe.country());
    }

    /** The same place's next machine. */
    Device another(Dice dice) {
        return new Device("dev-" + dice.letters(10), ip, country);
    }

    /** One in the network that nothing honest comes from: 203.0.113.240/28. */
    Device inBadNetwork(Dice dice) {
        return new Device(id, "203.0.113." + dice.between(240, 254), country);
    }
}

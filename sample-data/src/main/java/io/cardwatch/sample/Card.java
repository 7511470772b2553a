package io.cardwatch.sample;

import java.util.Locale;

/**
 * A made-up card.
 *
 * @param number counts the cards of the sample from 0
 * @param ref its token; there is no card number behind it
 * @param subject who holds it
 * @param first whether it is the card that the holder's subscriptions are charged to
 * @param drawer whether it is put into a drawer after two days and forgotten for a month
 */
record Card(int number, String ref, Subject subject, boolean first, boolean drawer) {
    /** When a card goes into the drawer. */
    private static final int DAY_INTO_THE_DRAWER = 2;

    /** When one may come out of it again, more than thirty days later. */
    static final int DAY_OUT_OF_THE_DRAWER = 33;

    /** A bank issues its cards under several BINs. */
    private static final int BINS = 4;

    SampleBank bank() {
        return subject.bank;
    }

    /** Eight digits, the bank's six first. */
    String bin() {
        return String.format(Locale.ROOT, "%s%02d", subject.bank.bin(), number % BINS + 1);
    }

    /** Half of the cards in drawers are remembered by their holders, and used again. */
    boolean isUsedOn(int day) {
        boolean remembered = ref.charAt(ref.length() - 1) < 'n';
        return !drawer || day < DAY_INTO_THE_DRAWER || (remembered && day >= DAY_OUT_OF_THE_DRAWER);
    }

    /** Whether only a thief will use it again: it was used, and its holder has forgotten it. */
    boolean isForgotten(HonestLife honestLife) {
        boolean wasUsed = false;
        for (int day = 0; day < DAY_INTO_THE_DRAWER; day++) {
            wasUsed |= !honestLife.day(this, day).isEmpty();
        }
        return drawer && wasUsed && !isUsedOn(DAY_OUT_OF_THE_DRAWER);
    }
}

package io.cardwatch.sample;

/**
 * A made-up card.
 *
 * @param number counts the cards of the sample from 0
 * @param ref its token; there is no card number behind it
 * @param subject who holds it
 * @param first whether it is the card that the holder's subscriptions are charged to
 */
record Card(int number, String ref, Subject subject, boolean first) {
    SampleBank bank() {
        return subject.bank;
    }
}

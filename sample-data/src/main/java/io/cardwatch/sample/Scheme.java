package io.cardwatch.sample;

/** How a fraudster of one pattern goes about it. */
@FunctionalInterface
interface Scheme {
    void carryOut(Heist heist);
}

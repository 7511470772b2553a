package io.cardwatch.sample;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is going to happen to one card.
 *
 * @param pattern how it is defrauded
 * @param number counts the incidents from 0; dice are thrown for it
 * @param card whose
 * @param day when, counted from the first day
 * @param start from when; not used where the pattern follows the cardholder's own payments
 * @param scene the shop that is abused, or null where any will do
 * @param device what is shopped with, or null where it is one of the thief's own
 */
record FraudIncident(
        FraudPattern pattern,
        int number,
        Card card,
        int day,
        Instant start,
        @Nullable Merchant scene,
        @Nullable Device device) {}

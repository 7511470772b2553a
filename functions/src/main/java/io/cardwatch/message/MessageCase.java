package io.cardwatch.message;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;

/**
 * What a message is chosen by, besides bank and language.
 *
 * @param channel the name that consents use
 * @param severity the most urgent of the alerts
 * @param several whether it tells of more than one alert
 * @param detail what the user chose to see
 */
record MessageCase(String channel, Severity severity, boolean several, DetailLevel detail) {}

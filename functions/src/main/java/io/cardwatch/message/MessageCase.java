package io.cardwatch.message;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import io.cardwatch.reply.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What a message is chosen by, besides bank and language.
 *
 * @param channel the name that consents use
 * @param severity the most urgent of the alerts
 * @param several whether it tells of more than one alert
 * @param detail what the user chose to see
 * @param answered the answer that it follows on, or null for an alert
 */
record MessageCase(
        String channel,
        Severity severity,
        boolean several,
        DetailLevel detail,
        @Nullable Answer answered) {}

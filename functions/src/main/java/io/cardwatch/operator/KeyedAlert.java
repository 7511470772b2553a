package io.cardwatch.operator;

import io.cardwatch.alert.Alert;
import io.cardwatch.engine.KeyHash;

/**
 * An alert with the key that its cardholder's state is under.
 *
 * @param subject keyed hash of bank and subject
 * @param alert the alert
 */
public record KeyedAlert(KeyHash subject, Alert alert) {}

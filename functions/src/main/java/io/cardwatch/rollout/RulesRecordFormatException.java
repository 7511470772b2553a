package io.cardwatch.rollout;

/** A record of the rules topic that is none; the message says why and repeats nothing of it. */
public final class RulesRecordFormatException extends Exception {
    RulesRecordFormatException(String message) {
        super(message);
    }
}

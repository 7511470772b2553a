package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.util.List;

/**
 * What goes wrong or looks wrong with honest payments: declines and retries, a double tap, a pump's
 * estimate, an empty shelf, a change of mind.
 */
final class HonestOddities {
    private HonestOddities() {}

    static void payInPerson(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        if (dice.chance(0.012)) {
            decline(sale, EventFactory.WRONG_PIN, dice.between(12, 50), 0.95, dice, events);
        } else if (dice.chance(0.012)) {
            decline(sale, EventFactory.INSUFFICIENT_FUNDS, 0, 0, dice, events);
        } else if (sale.event().mcc() != null && Trade.FUEL.mcc().equals(sale.event().mcc())) {
            pump(sale, dice, events);
        } else if (dice.chance(0.006)) {
            doubleTap(sale, dice, events);
        } else {
            events.add(sale);
            if (dice.chance(0.006)) {
                events.add(about(sale, MessageType.REVERSAL, dice.between(40, 900), dice));
            }
        }
    }

    static void payOnline(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        if (dice.chance(0.04)) {
            verifyAccount(sale, dice, events);
        }
        if (dice.chance(0.015)) {
            decline(sale, EventFactory.DO_NOT_HONOUR, dice.between(20, 120), 0.6, dice, events);
            return;
        }
        events.add(sale);
        if (dice.chance(0.03)) {
            refund(sale, dice, events);
        }
    }

    private static void decline(
            SampleEvent sale,
            String responseCode,
            int retryAfterSeconds,
            double retryChance,
            Dice dice,
            List<SampleEvent> events) {
        events.add(sale.with(declined(sale.event(), responseCode)));
        SampleEvent attempt = sale;
        while (dice.chance(retryChance)) {
            attempt = sale.with(again(attempt, retryAfterSeconds, dice).build());
            if (dice.chance(0.75)) {
                events.add(attempt);
                return;
            }
            events.add(attempt.with(declined(attempt.event(), responseCode)));
        }
    }

    private static CardEvent declined(CardEvent event, String responseCode) {
        return event.toBuilder().responseCode(responseCode).build();
    }

    /** Two taps, one purchase: the second is undone a little later. */
    private static void doubleTap(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        SampleEvent second = sale.with(again(sale, dice.between(3, 20), dice).build());
        events.add(sale);
        events.add(second);
        events.add(about(second, MessageType.REVERSAL, dice.between(30, 600), dice));
    }

    /** A pump asks for the most that the tank may take, and an advice tells what it was. */
    private static void pump(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        events.add(sale);
        if (dice.chance(0.3)) {
            events.add(about(sale, MessageType.ADVICE, dice.between(90, 400), dice));
        }
    }

    private static void verifyAccount(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        CardEvent check =
                again(sale, -dice.between(30, 300), dice)
                        .amountMinor(0)
                        .billingAmountMinor(0L)
                        .responseCode(EventFactory.ACCOUNT_VERIFIED)
                        .build();
        events.add(sale.with(check));
    }

    private static void refund(SampleEvent sale, Dice dice, List<SampleEvent> events) {
        int seconds = dice.between(2 * 86_400, 8 * 86_400);
        SampleEvent refund = about(sale, MessageType.REFUND, seconds, dice);
        events.add(refund.with(refund.event().toBuilder().processingCode("200000").build()));
    }

    private static CardEvent.Builder again(SampleEvent sale, int seconds, Dice dice) {
        CardEvent event = sale.event();
        Instant time = event.eventTime().plusSeconds(seconds);
        CardEvent.Builder builder =
                event.toBuilder().eventId(EventFactory.newId(dice)).eventTime(time);
        if (event.localTime() != null) {
            builder.localTime(event.localTime().plusSeconds(seconds));
        }
        return builder;
    }

    private static SampleEvent about(
            SampleEvent original, MessageType type, int seconds, Dice dice) {
        Instant time = original.event().eventTime().plusSeconds(seconds);
        return original.with(EventFactory.about(original.event(), type, time, dice).build());
    }
}

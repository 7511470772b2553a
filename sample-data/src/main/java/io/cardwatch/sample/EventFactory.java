package io.cardwatch.sample;

import io.cardwatch.event.CardEvent;
import io.cardwatch.event.MessageType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/** Makes the events of a card: what its terminal, its shop and its bank would each fill in. */
final class EventFactory {
    static final String APPROVED = "00";
    static final String ACCOUNT_VERIFIED = "85";
    static final String DO_NOT_HONOUR = "05";
    static final String INSUFFICIENT_FUNDS = "51";
    static final String WRONG_PIN = "55";
    static final String LIMIT_EXCEEDED = "61";

    /** Most honest payments are authenticated; some shops do not ask, some banks do not answer. */
    private static final List<String> AUTHENTICATION =
            List.of("Y", "Y", "Y", "Y", "Y", "Y", "Y", "Y", "A", "A", "A", "U");

    private static final double CONTACTLESS_LIMIT_EUROS = 50;

    private EventFactory() {}

    /** An approved payment in person. */
    static CardEvent.Builder inPerson(
            Card card, Merchant merchant, Instant time, double euros, Dice dice) {
        City city = merchant.city();
        boolean cash = merchant.trade() == Trade.CASH;
        long minor =
                cash ? Money.cash(euros, city.currency()) : Money.minor(euros, city.currency());
        boolean contactless = !cash && euros <= CONTACTLESS_LIMIT_EUROS;
        return common(card, merchant, time, city, minor, city.currency(), dice)
                .processingCode(cash ? "010000" : "000000")
                .latitude(merchant.latitude())
                .longitude(merchant.longitude())
                .posEntryMode(contactless ? "071" : "051")
                .cardPresent(true);
    }

    /** An approved payment over the internet, in the currency that the card is billed in. */
    static CardEvent.Builder online(
            Card card, Merchant merchant, Instant time, double euros, Device device, Dice dice) {
        Subject subject = card.subject();
        String currency = card.bank().baseCurrency();
        long minor = Money.minor(euros, currency);
        return common(card, merchant, time, subject.home, minor, currency, dice)
                .processingCode("000000")
                .posEntryMode("812")
                .cardPresent(false)
                .deviceId(device.id())
                .ip(device.ip())
                .ipCountry(device.country())
                .cvvResult("M")
                .avsResult("Y")
                .threeDsResult(dice.pick(AUTHENTICATION))
                .networkRiskScore((double) dice.between(1, 40));
    }

    /** A monthly charge from details that the shop has kept. */
    static CardEvent.Builder recurring(
            Card card, Merchant merchant, Instant time, double euros, Dice dice) {
        String currency = card.bank().baseCurrency();
        long minor = Money.minor(euros, currency);
        return common(card, merchant, time, card.subject().home, minor, currency, dice)
                .processingCode("000000")
                .posEntryMode("102")
                .cardPresent(false);
    }

    /** News about an earlier event: everything as it was, under an id of its own. */
    static CardEvent.Builder about(CardEvent original, MessageType type, Instant time, Dice dice) {
        LocalDateTime local = original.localTime();
        CardEvent.Builder builder =
                original.toBuilder()
                        .eventId(newId(dice))
                        .messageType(type)
                        .eventTime(time)
                        .responseCode(APPROVED)
                        .originalEventId(original.eventId())
                        .originalEventTime(original.eventTime());
        if (local != null) {
            long later = time.getEpochSecond() - original.eventTime().getEpochSecond();
            builder.localTime(local.plusSeconds(later));
        }
        return builder;
    }

    static String newId(Dice dice) {
        return "evt-" + dice.letters(14);
    }

    private static CardEvent.Builder common(
            Card card,
            Merchant merchant,
            Instant time,
            City clock,
            long minor,
            String currency,
            Dice dice) {
        SampleBank bank = card.bank();
        return CardEvent.builder()
                .eventId(newId(dice))
                .bankId(bank.bankId())
                .messageType(MessageType.AUTHORISATION)
                .cardRef(card.ref())
                .subjectRef(card.subject().ref)
                .eventTime(time)
                .localTime(LocalDateTime.ofInstant(time, clock.zone()))
                .amountMinor(minor)
                .currency(currency)
                .billingAmountMinor(Money.convert(minor, currency, bank.baseCurrency()))
                .billingCurrency(bank.baseCurrency())
                .mcc(merchant.trade().mcc())
                .merchantId(merchant.id())
                .merchantName(merchant.name())
                .merchantCity(merchant.city().name())
                .merchantCountry(merchant.city().country())
                .terminalId(dice.pick(merchant.terminals()))
                .responseCode(APPROVED)
                .acquirerId("ACQ-" + merchant.city().country())
                .bin(card.bin())
                .cardCountry(card.subject().home.country());
    }
}

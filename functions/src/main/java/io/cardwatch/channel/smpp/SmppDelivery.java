package io.cardwatch.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jspecify.annotations.Nullable;

/** Reads what a message centre delivers: texts of phones, and receipts. */
final class SmppDelivery implements Consumer<DeliverSm> {
    private static final int KIND = 0x3C;
    private static final int TEXT = 0x00;
    private static final int RECEIPT = 0x04;

    /** As of the standard's appendix B; centres differ in what they leave out. */
    private static final Pattern ID = Pattern.compile("\\bid:([0-9A-Za-z_.:-]{1,64})");

    private static final Pattern STATE = Pattern.compile("\\bstat:([A-Z]{1,8})");
    private static final Pattern ERROR = Pattern.compile("\\berr:([0-9A-Za-z]{1,8})\\b");

    private final SmppInbound inbound;

    SmppDelivery(SmppInbound inbound) {
        this.inbound = inbound;
    }

    @Override
    public void accept(DeliverSm message) {
        switch (message.getEsmClass() & KIND) {
            case TEXT -> text(message);
            case RECEIPT -> receipt(message);
            default -> {
                // A notice on the way, or an answer of a kind that nothing asked for.
            }
        }
    }

    private void text(DeliverSm message) {
        String text = SmppText.read(message);
        if (text != null) {
            inbound.onText(
                    address(
                            message.getSourceAddrTon(),
                            message.getSourceAddrNpi(),
                            message.getSourceAddr()),
                    address(
                            message.getDestAddrTon(),
                            message.getDestAddrNpi(),
                            message.getDestAddress()),
                    text);
        }
    }

    private static String address(byte ton, byte npi, String value) {
        return new SmppAddress(ton, npi, value).written();
    }

    private void receipt(DeliverSm message) {
        byte[] octets = message.getShortMessage();
        String words = octets == null ? "" : new String(octets, ISO_8859_1);
        Receipted_message_id beside = message.getOptionalParameter(Receipted_message_id.class);
        String id = beside == null ? found(ID, words) : beside.getValueAsString();
        Kind kind = kind(message.getOptionalParameter(Message_state.class), words);
        if (id != null && kind != null) {
            String error = found(ERROR, words);
            boolean none = error == null || error.matches("0+");
            inbound.onReceipt(new SendOutcome(kind, id, none ? null : error, null));
        }
    }

    private static @Nullable String found(Pattern pattern, String words) {
        Matcher matcher = pattern.matcher(words);
        return matcher.find() ? matcher.group(1) : null;
    }

    /** What the message has come to; null where it is still on its way. */
    private static @Nullable Kind kind(@Nullable Message_state beside, String words) {
        String state =
                beside == null
                        ? found(STATE, words)
                        : state(MessageState.valueOf(beside.getValue()));
        return switch (String.valueOf(state).toUpperCase(Locale.ROOT)) {
            case "DELIVRD" -> Kind.DELIVERED;
            case "ACCEPTD" -> Kind.ACCEPTED;
            case "EXPIRED", "DELETED", "UNDELIV", "REJECTD" -> Kind.UNDELIVERED;
            case "UNKNOWN" -> Kind.UNKNOWN;
            default -> null;
        };
    }

    private static String state(MessageState state) {
        return switch (state) {
            case DELIVERED -> "DELIVRD";
            case ACCEPTED -> "ACCEPTD";
            case UNDELIVERABLE -> "UNDELIV";
            case REJECTED -> "REJECTD";
            default -> state.name();
        };
    }
}

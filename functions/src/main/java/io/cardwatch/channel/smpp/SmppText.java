package io.cardwatch.channel.smpp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import com.google.common.primitives.Bytes;
import io.cardwatch.channel.smpp.SmppSettings.LongTexts;
import io.cardwatch.message.Gsm7;
import io.cardwatch.message.SmsLength;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jspecify.annotations.Nullable;

/**
 * A text as text messages carry it, in the compact alphabet where that covers it, else in UCS-2.
 *
 * @param coding the data coding: 0 for the centre's default alphabet, 8 for UCS-2
 * @param esmClass 0, or 0x40 where each part begins with a header that says which part it is
 * @param parts what goes into each message, at most 159 octets; or one of any length
 * @param payload whether the one part goes beside the message, for the centre to cut up
 */
record SmppText(byte coding, byte esmClass, List<byte[]> parts, boolean payload) {
    private static final byte DEFAULT_ALPHABET = 0;
    private static final byte UCS2 = 8;
    private static final byte PLAIN = 0;
    private static final byte WITH_HEADER = 0x40;
    private static final int ASCII = 1;
    private static final int LATIN_1 = 3;

    SmppText {
        parts = List.copyOf(parts);
    }

    /**
     * The text as parts.
     *
     * @param compact whether the centre's default alphabet is GSM-7
     * @param reference what the parts of one text have in common, and two texts to one phone do not
     */
    static SmppText of(String text, boolean compact, LongTexts longTexts, byte reference) {
        boolean gsm7 = compact && Gsm7.covers(text);
        byte coding = gsm7 ? DEFAULT_ALPHABET : UCS2;
        List<String> cut = SmsLength.split(text, gsm7);
        if (cut.size() == 1 || longTexts == LongTexts.PAYLOAD) {
            boolean payload = cut.size() > 1;
            return new SmppText(coding, PLAIN, List.of(encoded(text, gsm7)), payload);
        }
        List<byte[]> parts = new ArrayList<>();
        for (String part : cut) {
            byte number = (byte) (parts.size() + 1);
            // Five octets follow: element 0, three octets of it, reference, how many, which.
            byte[] header = {5, 0, 3, reference, (byte) cut.size(), number};
            parts.add(Bytes.concat(header, encoded(part, gsm7)));
        }
        return new SmppText(coding, WITH_HEADER, parts, false);
    }

    private static byte[] encoded(String text, boolean gsm7) {
        return gsm7 ? Gsm7.encode(text) : text.getBytes(UTF_16BE);
    }

    /** What a message from a phone says, without its header; null where it is no text. */
    static @Nullable String read(DeliverSm message) {
        byte[] octets = message.getShortMessage();
        Message_payload beside = message.getOptionalParameter(Message_payload.class);
        if (beside != null && (octets == null || octets.length == 0)) {
            octets = beside.getValue();
        }
        if (octets == null) {
            return "";
        }
        if ((message.getEsmClass() & WITH_HEADER) != 0 && octets.length > 0) {
            int from = Math.min(octets.length, (octets[0] & 0xFF) + 1);
            octets = Arrays.copyOfRange(octets, from, octets.length);
        }
        return switch (coding(message.getDataCoding())) {
            case DEFAULT_ALPHABET -> Gsm7.decode(octets);
            case UCS2 -> new String(octets, UTF_16BE);
            case ASCII, LATIN_1 -> new String(octets, ISO_8859_1);
            default -> null;
        };
    }

    /** Codings of the forms with a message class say the alphabet in other places. */
    private static int coding(byte coding) {
        int octet = coding & 0xFF;
        if (octet >= 0xF0) {
            return (octet & 4) == 0 ? DEFAULT_ALPHABET : 4;
        }
        if (octet >= 0x10 && octet < 0x40) {
            return octet & 0x0C;
        }
        return octet;
    }

    @Override
    public String toString() {
        return "SmppText[redacted, " + parts.size() + " parts]";
    }
}

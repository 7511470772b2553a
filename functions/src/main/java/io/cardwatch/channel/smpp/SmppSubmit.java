package io.cardwatch.channel.smpp;

import java.time.Duration;
import java.util.Locale;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.util.PDUComposer;

/** Writes {@code submit_sm}. */
final class SmppSubmit {
    private static final byte NONE = 0;
    private static final byte FINAL_OUTCOME = 1;
    private static final byte[] NO_TEXT = {};

    private SmppSubmit() {}

    static byte[] pdu(
            PDUComposer composer,
            SmppSettings settings,
            int sequence,
            SmppAddress to,
            SmppText text,
            int part)
            throws PDUStringException {
        byte[] octets = text.parts().get(part);
        // One report for a message: that of its last part.
        boolean report = settings.receipts() && part == text.parts().size() - 1;
        OptionalParameter[] beside =
                text.payload()
                        ? new OptionalParameter[] {new Message_payload(octets)}
                        : new OptionalParameter[0];
        return composer.submitSm(
                sequence,
                settings.serviceType(),
                settings.sender().ton(),
                settings.sender().npi(),
                settings.sender().value(),
                to.ton(),
                to.npi(),
                to.value(),
                text.esmClass(),
                NONE,
                NONE,
                null,
                relative(settings.validity()),
                report ? FINAL_OUTCOME : NONE,
                NONE,
                text.coding(),
                NONE,
                text.payload() ? NO_TEXT : octets,
                beside);
    }

    /** From now, as {@code YYMMDDhhmmss000R}. */
    static String relative(Duration time) {
        return String.format(
                Locale.ROOT,
                "0000%02d%02d%02d%02d000R",
                time.toDaysPart(),
                time.toHoursPart(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }
}

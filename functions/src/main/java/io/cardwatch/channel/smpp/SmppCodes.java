package io.cardwatch.channel.smpp;

import static org.jsmpp.SMPPConstant.STAT_ESME_RALYBND;
import static org.jsmpp.SMPPConstant.STAT_ESME_RDELIVERYFAILURE;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVBNDSTS;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVDSTADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVPASWD;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSERTYP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCADR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCNPI;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSRCTON;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSYSID;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVSYSTYP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RMSGQFUL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RPROHIBITED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSERTYPDENIED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSERTYPUNAUTH;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSUBMITFAIL;
import static org.jsmpp.SMPPConstant.STAT_ESME_RSYSERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RTHROTTLED;
import static org.jsmpp.SMPPConstant.STAT_ESME_RUNKNOWNERR;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_T_APPN;

import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.util.Locale;
import java.util.Map;

/**
 * What the message centre's codes mean, after SMPP 3.4, section 5.1.3. A code other than 0 says
 * that the message was not taken over.
 */
final class SmppCodes {
    private final Map<Integer, Kind> own;

    /** The standard's codes, and those of one centre laid over them. */
    SmppCodes(Map<Integer, Kind> own) {
        this.own = own;
    }

    /** What became of a message that was answered with that code. */
    SendOutcome ofSubmit(int code) {
        return SendOutcome.of(own.getOrDefault(code, submitted(code)), shown(code));
    }

    /** What becomes of messages while the centre refuses to be bound to with that code. */
    SendOutcome ofBind(int code) {
        return SendOutcome.of(own.getOrDefault(code, bound(code)), shown(code));
    }

    private static Kind submitted(int code) {
        return switch (code) {
            case STAT_ESME_RINVDSTADR -> Kind.DEAD_ADDRESS;
            // Faster than agreed, a full queue, a fault there, not bound any more.
            case STAT_ESME_RTHROTTLED,
                    STAT_ESME_RMSGQFUL,
                    STAT_ESME_RSYSERR,
                    STAT_ESME_RSUBMITFAIL,
                    STAT_ESME_RINVBNDSTS,
                    STAT_ESME_RX_T_APPN ->
                    Kind.RETRY;
            // The sender is not ours, or this kind of message or system is not open to us.
            case STAT_ESME_RINVSRCADR,
                    STAT_ESME_RINVSRCTON,
                    STAT_ESME_RINVSRCNPI,
                    STAT_ESME_RINVSERTYP,
                    STAT_ESME_RINVSYSTYP,
                    STAT_ESME_RINVSYSID,
                    STAT_ESME_RINVPASWD,
                    STAT_ESME_RPROHIBITED,
                    STAT_ESME_RSERTYPUNAUTH,
                    STAT_ESME_RSERTYPDENIED ->
                    Kind.CHANNEL_DOWN;
            case STAT_ESME_RDELIVERYFAILURE -> Kind.UNDELIVERED;
            // "Unknown error" says nothing of how far the message came.
            case STAT_ESME_RUNKNOWNERR -> Kind.UNKNOWN;
            default -> Kind.OUR_BUG;
        };
    }

    private static Kind bound(int code) {
        return switch (code) {
            // A session that broke may still be open at the centre.
            case STAT_ESME_RALYBND,
                    STAT_ESME_RTHROTTLED,
                    STAT_ESME_RMSGQFUL,
                    STAT_ESME_RSYSERR,
                    STAT_ESME_RX_T_APPN ->
                    Kind.RETRY;
            default -> Kind.CHANNEL_DOWN;
        };
    }

    /** As the standard writes it, for example {@code 0x58}. */
    static String shown(int code) {
        return String.format(Locale.ROOT, "0x%02X", code);
    }
}

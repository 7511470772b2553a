package io.cardwatch.channel.smpp;

import static org.jsmpp.SMPPConstant.CID_DELIVER_SM;
import static org.jsmpp.SMPPConstant.CID_ENQUIRE_LINK;
import static org.jsmpp.SMPPConstant.CID_GENERIC_NACK;
import static org.jsmpp.SMPPConstant.CID_SUBMIT_SM_RESP;
import static org.jsmpp.SMPPConstant.CID_UNBIND;
import static org.jsmpp.SMPPConstant.MASK_CID_RESP;
import static org.jsmpp.SMPPConstant.STAT_ESME_RINVCMDID;
import static org.jsmpp.SMPPConstant.STAT_ESME_ROK;
import static org.jsmpp.SMPPConstant.STAT_ESME_RX_T_APPN;

import io.cardwatch.channel.HandOver;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.jsmpp.util.PDUComposer;
import org.jsmpp.util.PDUDecomposer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a message centre, bound once; when it ends, another session takes its place.
 *
 * <p>It is made of jSMPP's codec, not of its session: that one has a thread wait for each message,
 * lets messages wait out their time when the connection is lost, and writes password and texts to
 * its log. Here a message is written by one thread and answered by another, and nobody waits.
 */
final class SmppSession {
    private static final PDUComposer COMPOSER = new DefaultComposer();
    private static final PDUDecomposer DECOMPOSER = DefaultDecomposer.getInstance();
    private static final byte VERSION_3_4 = 0x34;
    private static final int BIND_NUMBER = 1;
    private static final Pattern MESSAGE_ID = Pattern.compile("[0-9A-Za-z_.:-]{1,64}");

    /** What is to be written, unless nobody wants it any more; after the last one it ends. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares frames.
    private record Frame(byte[] pdu, BooleanSupplier begin, boolean last) {}

    private final SmppSettings settings;
    private final BindType type;
    private final String password;
    private final @Nullable Consumer<DeliverSm> inbound;
    private final ScheduledExecutorService timers;
    private final ThreadFactory threads;
    private final SmppCodes codes;
    private final CompletableFuture<SmppSession> bound = new CompletableFuture<>();
    private final BlockingQueue<Frame> outbox = new LinkedBlockingQueue<>();
    private final Map<Integer, SmppPending> pending = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger(BIND_NUMBER);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean retired;
    private volatile @Nullable Socket socket;
    private volatile @Nullable Thread writer;
    private volatile @Nullable Future<?> enquiring;

    /**
     * A session that is not begun.
     *
     * @param inbound takes what the centre delivers, or throws where it has to come again; null
     *     where nothing is taken
     */
    SmppSession(
            SmppSettings settings,
            BindType type,
            String password,
            @Nullable Consumer<DeliverSm> inbound,
            ScheduledExecutorService timers,
            ThreadFactory threads) {
        this.settings = settings;
        this.type = type;
        this.password = password;
        this.inbound = inbound;
        this.timers = timers;
        this.threads = threads;
        codes = new SmppCodes(settings.codes());
    }

    /** Connects and binds on a thread of its own. */
    void start() {
        threads.newThread(this::run).start();
    }

    /** The session itself once it is bound; else an {@link SmppFailure}. */
    CompletableFuture<SmppSession> bound() {
        return bound;
    }

    boolean isOver() {
        return over.get();
    }

    boolean isBoundWith(String current) {
        return password.equals(current);
    }

    /**
     * Sends one part of a text. The stage ends normally; cancel it to forget the part.
     *
     * @param handOver lets the part be written, unless it was given up before its turn came
     */
    CompletableFuture<SendOutcome> submit(
            SmppAddress to, SmppText text, int part, HandOver handOver) {
        SmppPending sent = new SmppPending(handOver, new CompletableFuture<>());
        int sequence = next();
        byte[] pdu;
        try {
            pdu = SmppSubmit.pdu(COMPOSER, settings, sequence, to, text, part);
        } catch (PDUStringException e) {
            // Its message quotes the field.
            return CompletableFuture.completedFuture(SendOutcome.of(Kind.OUR_BUG, "message"));
        }
        pending.put(sequence, sent);
        CompletableFuture<SendOutcome> unused =
                sent.answer().whenComplete((outcome, failure) -> forget(sequence));
        outbox.add(new Frame(pdu, handOver::begin, false));
        if (over.get()) {
            sent.broken();
        }
        return sent.answer();
    }

    private int next() {
        return number.updateAndGet(n -> n == Integer.MAX_VALUE ? BIND_NUMBER : n + 1);
    }

    private void forget(int sequence) {
        pending.remove(sequence);
        if (retired && pending.isEmpty()) {
            unbind();
        }
    }

    /** Ends once what is under way is answered. */
    void retire() {
        retired = true;
        if (pending.isEmpty()) {
            unbind();
        }
    }

    /** Says good-bye and ends; what is under way is not waited for. */
    void unbind() {
        if (bound.isDone()) {
            outbox.add(new Frame(COMPOSER.unbind(next()), () -> true, true));
        } else {
            end(SendOutcome.of(Kind.RETRY, "closed"));
        }
    }

    private void run() {
        SendOutcome why = SendOutcome.of(Kind.RETRY, "broken");
        try (Socket made = SmppSockets.connect(settings)) {
            socket = made;
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(made.getInputStream()));
            bind(in, made.getOutputStream());
            made.setSoTimeout(0);
            OutputStream out = made.getOutputStream();
            Thread writing = threads.newThread(() -> write(out));
            writer = writing;
            writing.start();
            long millis = settings.enquireLink().toMillis();
            enquiring =
                    timers.scheduleWithFixedDelay(
                            this::enquire, millis, millis, TimeUnit.MILLISECONDS);
            bound.complete(this);
            read(in);
        } catch (SmppFailure | IOException | PDUStringException | RuntimeException e) {
            why = SmppSockets.outcome(e);
        } finally {
            end(why);
        }
    }

    private void bind(DataInputStream in, OutputStream out) throws IOException, SmppFailure {
        byte none = 0;
        try {
            out.write(
                    COMPOSER.bind(
                            type.commandId(),
                            BIND_NUMBER,
                            settings.systemId(),
                            password,
                            settings.systemType(),
                            VERSION_3_4,
                            none,
                            none,
                            ""));
            out.flush();
        } catch (PDUStringException e) {
            // Longer than the protocol's eight characters; not quoted.
            throw new SmppFailure(SendOutcome.of(Kind.CHANNEL_DOWN, "secret"));
        }
        while (true) {
            Command answer = DECOMPOSER.header(SmppSockets.read(in));
            boolean refused = answer.getCommandStatus() != STAT_ESME_ROK;
            if (answer.getCommandId() == type.responseCommandId() && !refused) {
                return;
            }
            if (answer.getCommandId() == CID_GENERIC_NACK
                    || answer.getCommandId() == type.responseCommandId()) {
                throw new SmppFailure(codes.ofBind(answer.getCommandStatus()));
            }
        }
    }

    private void write(OutputStream out) {
        try {
            Frame frame;
            do {
                frame = outbox.take();
                if (frame.begin().getAsBoolean()) {
                    out.write(frame.pdu());
                    out.flush();
                }
            } while (!frame.last());
        } catch (InterruptedException | IOException e) {
            // The session is over, or is from here on.
        } finally {
            end(SendOutcome.of(Kind.RETRY, "broken"));
        }
    }

    private void read(DataInputStream in) throws IOException, PDUStringException {
        while (!over.get()) {
            byte[] pdu = SmppSockets.read(in);
            asked.set(false);
            Command header = DECOMPOSER.header(pdu);
            int sequence = header.getSequenceNumber();
            switch (header.getCommandId()) {
                case CID_SUBMIT_SM_RESP -> answered(sequence, submitted(header, pdu));
                case CID_GENERIC_NACK ->
                        answered(sequence, codes.ofSubmit(header.getCommandStatus()));
                case CID_ENQUIRE_LINK -> reply(COMPOSER.enquireLinkResp(sequence));
                case CID_DELIVER_SM -> reply(delivered(sequence, pdu));
                case CID_UNBIND ->
                        outbox.add(
                                new Frame(
                                        COMPOSER.unbindResp(STAT_ESME_ROK, sequence),
                                        () -> true,
                                        true));
                default -> {
                    if ((header.getCommandId() & MASK_CID_RESP) == 0) {
                        reply(COMPOSER.genericNack(STAT_ESME_RINVCMDID, sequence));
                    }
                }
            }
        }
    }

    private SendOutcome submitted(Command header, byte[] pdu) {
        if (header.getCommandStatus() != STAT_ESME_ROK) {
            return codes.ofSubmit(header.getCommandStatus());
        }
        String id = null;
        try {
            id = DECOMPOSER.submitSmResp(pdu).getMessageId();
        } catch (PDUStringException | RuntimeException e) {
            // Taken over all the same; only its reports will not be known by it.
        }
        return SendOutcome.accepted(id != null && MESSAGE_ID.matcher(id).matches() ? id : null);
    }

    private void answered(int sequence, SendOutcome outcome) {
        SmppPending sent = pending.get(sequence);
        if (sent != null) {
            sent.answer().complete(outcome);
        }
    }

    private byte[] delivered(int sequence, byte[] pdu) {
        int status = STAT_ESME_RX_T_APPN;
        if (inbound != null) {
            try {
                inbound.accept(DECOMPOSER.deliverSm(pdu));
                status = STAT_ESME_ROK;
            } catch (PDUStringException e) {
                status = e.getErrorCode();
            } catch (RuntimeException e) {
                // It has to come again. Not logged: who takes it does, without quoting it.
            }
        }
        return COMPOSER.deliverSmResp(status, sequence, "");
    }

    private void reply(byte[] pdu) {
        outbox.add(new Frame(pdu, () -> true, false));
    }

    /** Asks whether the centre still lives; where the last question stands open, it does not. */
    private void enquire() {
        if (asked.getAndSet(true)) {
            end(SendOutcome.of(Kind.RETRY, "broken"));
        } else {
            reply(COMPOSER.enquireLink(next()));
        }
    }

    private void end(SendOutcome why) {
        if (over.getAndSet(true)) {
            return;
        }
        bound.completeExceptionally(new SmppFailure(why));
        if (enquiring != null) {
            enquiring.cancel(false);
        }
        if (writer != null) {
            writer.interrupt();
        }
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // It is given up either way.
        }
        pending.values().forEach(SmppPending::broken);
    }

    @Override
    public String toString() {
        return "SmppSession[" + type + (over.get() ? ", over]" : "]");
    }
}

package io.cardwatch.channel.smpp;

import io.cardwatch.channel.TestingCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;

/**
 * A message centre on this machine, made of jSMPP's server: it knows one system and its password,
 * takes every message unless told otherwise, and refuses what the standard does not allow.
 */
final class TestingCentre implements AutoCloseable {
    static final String SYSTEM = "robot";
    static final String PASSWORD = "canary-1";

    /** What becomes of one message: a code, silence behind a gate, or a lost connection. */
    record Reaction(int code, CountDownLatch gate, boolean lost) {
        static Reaction code(int code) {
            return new Reaction(code, new CountDownLatch(0), false);
        }

        static Reaction silence(CountDownLatch gate) {
            return new Reaction(0, gate, false);
        }

        static Reaction hangUp() {
            return new Reaction(0, new CountDownLatch(0), true);
        }
    }

    private final ServerSocket server;
    private final SMPPServerSessionListener listener;
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Queue<Reaction> script = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> refusals = new ConcurrentLinkedQueue<>();
    private final List<SubmitSm> submitted = new CopyOnWriteArrayList<>();
    private final List<String> binds = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private volatile Reaction usual = Reaction.code(SMPPConstant.STAT_ESME_ROK);
    private volatile String password = PASSWORD;

    TestingCentre() throws IOException {
        this(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    }

    TestingCentre(TestingCertificate certificate) throws IOException {
        this(
                certificate
                        .server()
                        .getServerSocketFactory()
                        .createServerSocket(0, 100, InetAddress.getLoopbackAddress()));
    }

    private TestingCentre(ServerSocket server) throws IOException {
        this.server = server;
        listener = new SMPPServerSessionListener(server.getLocalPort(), new On(server));
        listener.setPduProcessorDegree(50);
        listener.setMessageReceiverListener(new TestingSubmits(this::take));
        thread(this::accept);
    }

    /** The connections of a socket that listens already. */
    private record On(ServerSocket server) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(server);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "testing-centre");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Every message that came, those it refused included. */
    List<SubmitSm> submitted() {
        return List.copyOf(submitted);
    }

    /** Every attempt to bind, as type and password, for example {@code BIND_TX canary-1}. */
    List<String> binds() {
        return List.copyOf(binds);
    }

    /** What was not as the standard or this account has it. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** What becomes of the next messages. */
    TestingCentre then(Reaction... reactions) {
        script.addAll(List.of(reactions));
        return this;
    }

    void always(Reaction reaction) {
        usual = reaction;
    }

    /** Refuses the next attempts to bind with those codes. */
    void refuse(Integer... codes) {
        refusals.addAll(List.of(codes));
    }

    void password(String current) {
        password = current;
    }

    /** Ends every connection without a word. */
    void hangUp() {
        sessions.forEach(SMPPServerSession::close);
    }

    /** Ends every session as the standard has it. */
    void unbind() {
        sessions.forEach(SMPPServerSession::unbindAndClose);
    }

    /** Delivers to whoever is bound as a receiver; returns once that is acknowledged. */
    void deliver(byte esmClass, byte coding, byte[] octets, OptionalParameter... beside)
            throws Exception {
        for (SMPPServerSession session : sessions) {
            if (session.getSessionState().isReceivable()) {
                session.deliverShortMessage(
                        "",
                        TypeOfNumber.INTERNATIONAL,
                        NumberingPlanIndicator.ISDN,
                        "15555550123",
                        TypeOfNumber.NETWORK_SPECIFIC,
                        NumberingPlanIndicator.UNKNOWN,
                        "55501",
                        new ESMClass(esmClass),
                        (byte) 0,
                        (byte) 0,
                        new RegisteredDelivery((byte) 0),
                        DataCodings.newInstance(coding),
                        octets,
                        beside);
                return;
            }
        }
        throw new AssertionError("nobody is bound as a receiver");
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SMPPServerSession session = listener.accept();
                thread(() -> bind(session));
            } catch (IOException e) {
                // Somebody knocked and left, or it is closed.
            }
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            BindRequest request = session.waitForBind(5_000);
            binds.add(request.getBindType() + " " + request.getPassword());
            if (request.getInterfaceVersion() != InterfaceVersion.IF_34
                    || request.getBindType() == BindType.BIND_TRX) {
                faults.add("bound as " + request.getBindType());
            }
            Integer refusal = refusals.poll();
            if (refusal != null) {
                request.reject(refusal);
            } else if (!request.getSystemId().equals(SYSTEM)) {
                request.reject(SMPPConstant.STAT_ESME_RINVSYSID);
            } else if (!request.getPassword().equals(password)) {
                request.reject(SMPPConstant.STAT_ESME_RINVPASWD);
            } else {
                sessions.add(session);
                request.accept("centre", InterfaceVersion.IF_34);
            }
        } catch (Exception e) {
            session.close();
        }
    }

    private SubmitSmResult take(SubmitSm message, SMPPServerSession session)
            throws ProcessRequestException {
        submitted.add(message);
        check(message);
        Reaction next = script.poll();
        Reaction reaction = next == null ? usual : next;
        if (reaction.lost()) {
            session.close();
        }
        try {
            reaction.gate().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reaction.code() != SMPPConstant.STAT_ESME_ROK) {
            throw new ProcessRequestException("scripted", reaction.code());
        }
        try {
            MessageId id = new MessageId("id-" + ids.incrementAndGet());
            return new SubmitSmResult(id, new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    private void check(SubmitSm message) {
        if (message.getDestAddrTon() != 1
                || message.getDestAddrNpi() != 1
                || !message.getDestAddress().matches("[1-9][0-9]{6,14}")) {
            faults.add("no number of the international form");
        }
        if (!message.getValidityPeriod().matches("0000[0-9]{8}000R")) {
            faults.add("no relative time: " + message.getValidityPeriod());
        }
        int octets = message.getShortMessage().length;
        boolean ucs2 = message.getDataCoding() == 8;
        boolean parts = message.getEsmClass() == 0x40;
        if (octets > (ucs2 ? 140 : parts ? 159 : 160) || (ucs2 && octets % 2 != 0)) {
            faults.add("longer than a text message: " + octets);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        hangUp();
    }
}

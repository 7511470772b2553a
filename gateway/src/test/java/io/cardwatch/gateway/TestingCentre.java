package io.cardwatch.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.InterfaceVersion;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;

/** A message centre on this machine that delivers, made of jSMPP's server. */
final class TestingCentre implements AutoCloseable {
    private static final byte TEXT = 0;
    private static final byte RECEIPT = 4;
    private static final long PATIENCE_MILLIS = 30_000;

    private final ServerSocket server;
    private final SMPPServerSessionListener listener;
    private final CopyOnWriteArrayList<SMPPServerSession> receivers = new CopyOnWriteArrayList<>();

    TestingCentre() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        listener = new SMPPServerSessionListener(server.getLocalPort(), new On(server));
        Thread accepting = new Thread(this::accept, "testing-centre");
        accepting.setDaemon(true);
        accepting.start();
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

    private void accept() {
        while (!server.isClosed()) {
            try {
                SMPPServerSession session = listener.accept();
                BindRequest request = session.waitForBind(PATIENCE_MILLIS);
                session.setTransactionTimer(PATIENCE_MILLIS);
                request.accept("centre", InterfaceVersion.IF_34);
                if (request.getBindType() == BindType.BIND_RX) {
                    receivers.add(session);
                }
            } catch (Exception e) {
                // Somebody knocked and left, or it is closed.
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many have bound as receivers so far. */
    int receivers() {
        return receivers.size();
    }

    /** Delivers a phone's text; returns the status that it is answered with. */
    int text(String from, String text) throws Exception {
        return deliver(TEXT, from.substring(1), text);
    }

    /** Delivers a receipt; returns the status that it is answered with. */
    int receipt(String messageId, String state, String error) throws Exception {
        return deliver(RECEIPT, "", "id:%s stat:%s err:%s".formatted(messageId, state, error));
    }

    private int deliver(byte esmClass, String from, String text) throws Exception {
        byte none = 0;
        try {
            receivers
                    .get(receivers.size() - 1)
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            from,
                            TypeOfNumber.NETWORK_SPECIFIC,
                            NumberingPlanIndicator.UNKNOWN,
                            "55501",
                            new ESMClass(esmClass),
                            none,
                            none,
                            new RegisteredDelivery(none),
                            DataCodings.newInstance(none),
                            text.getBytes(US_ASCII));
            return 0;
        } catch (NegativeResponseException e) {
            return e.getCommandStatus();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        receivers.forEach(SMPPServerSession::close);
    }
}

package io.cardwatch.channel.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;

/** A message centre that misbehaves as a test tells it to, message by message of the protocol. */
final class RawCentre implements AutoCloseable {
    /** What it does with a request. */
    interface Behaviour {
        /** Writes an answer, or none; false to hang up. */
        boolean answer(Command request, OutputStream out) throws IOException, PDUStringException;
    }

    static final DefaultComposer COMPOSER = new DefaultComposer();

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger binds = new AtomicInteger();
    private final Behaviour behaviour;

    RawCentre(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        thread(this::accept);
    }

    /** Binds whoever asks. */
    static void bind(Command request, OutputStream out) throws IOException, PDUStringException {
        int answer = request.getCommandId() | SMPPConstant.MASK_CID_RESP;
        out.write(COMPOSER.bindResp(answer, request.getSequenceNumber(), "raw"));
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections there have been. */
    int connections() {
        return binds.get();
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "raw-centre");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                binds.incrementAndGet();
                thread(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            Command request;
            do {
                request = DefaultDecomposer.getInstance().header(SmppSockets.read(in));
            } while (behaviour.answer(request, socket.getOutputStream()));
        } catch (IOException | PDUStringException e) {
            // The client went away.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package io.cardwatch.channel.smpp;

import com.google.common.base.Throwables;
import io.cardwatch.channel.Authorities;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Connections to a message centre, and what comes in on them. */
final class SmppSockets {
    private static final int HEADER = 16;
    private static final int LARGEST = 128 * 1024;

    private SmppSockets() {}

    /** A connection, private where configured; every read ends within the attempt's time-out. */
    static Socket connect(SmppSettings settings) throws IOException, SmppFailure {
        int millis = Math.toIntExact(settings.timeout().toMillis());
        SSLSocketFactory tls = settings.tls() ? factory(settings) : null;
        InetSocketAddress centre = new InetSocketAddress(settings.host(), settings.port());
        if (centre.isUnresolved()) {
            throw new UnknownHostException();
        }
        Socket socket = new Socket();
        try {
            socket.connect(centre, millis);
            socket.setSoTimeout(millis);
            socket.setTcpNoDelay(true);
            return tls == null ? socket : secured(tls, socket, settings);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket secured(SSLSocketFactory tls, Socket socket, SmppSettings settings)
            throws IOException {
        SSLSocket secured =
                (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static SSLSocketFactory factory(SmppSettings settings) throws SmppFailure {
        try {
            return settings.authorities() == null
                    ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                    : Authorities.trusting(settings.authorities());
        } catch (IOException | GeneralSecurityException e) {
            throw new SmppFailure(SendOutcome.of(Kind.CHANNEL_DOWN, "tls"));
        }
    }

    /**
     * The next message of the protocol, with its header.
     *
     * @throws IOException where the connection ends, or what comes is no such message
     */
    static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < HEADER || length > LARGEST) {
            throw new IOException("no message has that length");
        }
        byte[] pdu = new byte[length];
        pdu[0] = (byte) (length >>> 24);
        pdu[1] = (byte) (length >>> 16);
        pdu[2] = (byte) (length >>> 8);
        pdu[3] = (byte) length;
        in.readFully(pdu, 4, length - 4);
        return pdu;
    }

    /** What a session that failed before it was bound means for those who wait for it. */
    static SendOutcome outcome(Exception failure) {
        if (failure instanceof SmppFailure told) {
            return told.outcome();
        }
        if (failure instanceof UnknownHostException) {
            return SendOutcome.of(Kind.RETRY, "dns");
        }
        if (failure instanceof ConnectException) {
            return SendOutcome.of(Kind.RETRY, "connect");
        }
        if (failure instanceof SocketTimeoutException) {
            return SendOutcome.of(Kind.RETRY, "connect_timeout");
        }
        if (failure instanceof SSLException) {
            boolean untrusted =
                    Throwables.getCausalChain(failure).stream()
                            .anyMatch(CertificateException.class::isInstance);
            return SendOutcome.of(untrusted ? Kind.CHANNEL_DOWN : Kind.RETRY, "tls");
        }
        return SendOutcome.of(Kind.RETRY, "broken");
    }
}

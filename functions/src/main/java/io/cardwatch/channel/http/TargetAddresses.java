package io.cardwatch.channel.http;

import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Set;

/**
 * Which addresses a request may go to: a name that points into the job's own network must not lead
 * a message, or the channel's credentials, to a service that believes its callers.
 */
public enum TargetAddresses {
    /** The Internet's, and this machine's where the configured host says so. */
    PUBLIC,
    /**
     * Those of private networks too; never link-local ones and those of cloud metadata services.
     */
    PUBLIC_AND_PRIVATE;

    /** Addresses outside of the link-local range that clouds answer with credentials on. */
    private static final Set<InetAddress> METADATA =
            Set.of(
                    InetAddresses.forString("fd00:ec2::254"),
                    InetAddresses.forString("fd20:ce::254"),
                    InetAddresses.forString("100.100.100.200"),
                    InetAddresses.forString("168.63.129.16"));

    private static final byte[] TRANSLATED = {
        0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
    };

    /** Whether a request to that host may connect to that address of it. */
    boolean allow(String host, InetAddress address) {
        if (address.isLoopbackAddress()) {
            return isLoopback(host);
        }
        if (address instanceof Inet6Address wrapping && wrapsAnother(wrapping)) {
            return allow(host, wrapped(wrapping));
        }
        if (address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || METADATA.contains(address)
                || isReserved(address.getAddress())) {
            return false;
        }
        return this == PUBLIC_AND_PRIVATE || !isPrivate(address);
    }

    /** Whether the host is this machine by its own words, not by what a name server says. */
    public static boolean isLoopback(String host) {
        return "localhost".equals(host)
                || (InetAddresses.isUriInetAddress(host)
                        && InetAddresses.forUriString(host).isLoopbackAddress());
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            // 100.64.0.0/10 is shared between the networks of one operator.
            boolean shared = bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
            return address.isSiteLocalAddress() || shared;
        }
        return address.isSiteLocalAddress() || (bytes[0] & 0xfe) == 0xfc;
    }

    /** This network, protocol assignments, benchmarks, and what is kept for the future. */
    private static boolean isReserved(byte[] bytes) {
        return bytes.length == 4
                && (bytes[0] == 0
                        || (bytes[0] & 0xf0) == 0xf0
                        || ((bytes[0] & 0xff) == 192 && bytes[1] == 0 && bytes[2] == 0)
                        || ((bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18));
    }

    private static boolean wrapsAnother(Inet6Address address) {
        return isTranslated(address.getAddress())
                || InetAddresses.hasEmbeddedIPv4ClientAddress(address);
    }

    private static Inet4Address wrapped(Inet6Address address) {
        byte[] bytes = address.getAddress();
        return isTranslated(bytes)
                ? InetAddresses.fromInteger(
                        Ints.fromBytes(bytes[12], bytes[13], bytes[14], bytes[15]))
                : InetAddresses.getEmbeddedIPv4ClientAddress(address);
    }

    /** 64:ff9b::/96, where networks without IPv4 put the addresses that have one. */
    private static boolean isTranslated(byte[] bytes) {
        return Arrays.equals(bytes, 0, TRANSLATED.length, TRANSLATED, 0, TRANSLATED.length);
    }
}

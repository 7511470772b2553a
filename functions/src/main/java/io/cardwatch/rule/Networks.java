package io.cardwatch.rule;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of IPv4 and IPv6 networks: ranges of addresses, sorted and free of overlaps, in which an
 * address is found by halving. An IPv6 address that only wraps an IPv4 one counts as that; no name
 * is ever looked up.
 */
final class Networks {
    private final Ranges v4;
    private final Ranges v6;

    Networks(List<Network> networks) {
        this.v4 = new Ranges(networks.stream().filter(each -> each.first.length == 4).toList());
        this.v6 = new Ranges(networks.stream().filter(each -> each.first.length == 16).toList());
    }

    /** Whether one of the networks holds the address; false for a text that is none. */
    boolean contains(String text) {
        byte[] address = address(text);
        return address != null && (address.length == 4 ? v4 : v6).contains(address);
    }

    /** An address's 4 or 16 bytes, or null where the text is none. */
    static byte @Nullable [] address(String text) {
        // A zone names an interface of one machine; it says nothing about the network.
        if (text.indexOf('%') >= 0) {
            return null;
        }
        try {
            return InetAddresses.forString(text).getAddress();
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    /** An address as text. */
    static String text(byte[] address) {
        try {
            return InetAddresses.toAddrString(InetAddress.getByAddress(address));
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("4 or 16 bytes", impossible);
        }
    }

    /** A network from its first to its last address, both of 4 or of 16 bytes. */
    static final class Network {
        private final byte[] first;
        private final byte[] last;

        private Network(byte[] first, byte[] last) {
            this.first = first;
            this.last = last;
        }

        byte[] first() {
            return first.clone();
        }

        /** The network of the addresses that share an address's leading bits. */
        static Network of(byte[] address, int bits) {
            byte[] first = address.clone();
            byte[] last = address.clone();
            for (int bit = bits; bit < 8 * address.length; bit++) {
                int mask = 0x80 >> (bit % 8);
                first[bit / 8] = (byte) (first[bit / 8] & ~mask);
                last[bit / 8] = (byte) (last[bit / 8] | mask);
            }
            return new Network(first, last);
        }
    }

    /** Disjoint ranges of addresses of one length. */
    private static final class Ranges {
        private final byte[][] firsts;
        private final byte[][] lasts;

        Ranges(List<Network> networks) {
            List<Network> sorted = new ArrayList<>(networks);
            sorted.sort((one, other) -> Arrays.compareUnsigned(one.first, other.first));
            List<byte[]> starts = new ArrayList<>();
            List<byte[]> ends = new ArrayList<>();
            for (Network network : sorted) {
                int before = ends.size() - 1;
                if (before >= 0 && Arrays.compareUnsigned(network.first, ends.get(before)) <= 0) {
                    // Two networks are apart or one holds the other, which starts no later.
                    if (Arrays.compareUnsigned(network.last, ends.get(before)) > 0) {
                        ends.set(before, network.last);
                    }
                } else {
                    starts.add(network.first);
                    ends.add(network.last);
                }
            }
            firsts = starts.toArray(byte[][]::new);
            lasts = ends.toArray(byte[][]::new);
        }

        boolean contains(byte[] address) {
            int found = Arrays.binarySearch(firsts, address, Arrays::compareUnsigned);
            int range = found >= 0 ? found : -found - 2;
            return range >= 0 && Arrays.compareUnsigned(address, lasts[range]) <= 0;
        }
    }
}

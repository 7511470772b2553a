package io.cardwatch.rule;

import com.google.common.net.InetAddresses;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The named lists of random expressions, and what CEL's interpreter is told of them: a list of
 * networks becomes the list of those {@link RandomInputs#ADDRESSES} that the definition of a
 * network, and not the code under test, finds in it.
 */
final class RandomLists {
    static final List<String> TEXT_LISTS = List.of("few", "many");
    static final List<String> NETWORK_LISTS = List.of("networks", "everything-v4");

    private static final Map<String, List<String>> TEXTS =
            Map.of(
                    "few",
                    List.of("AT", "5411", ""),
                    "many",
                    List.of("a", "DE", "'", "\\", "é", "𝄞", "\n", "00", "EUR", "203.0.113.7"));
    private static final Map<String, List<String>> NETWORKS =
            Map.of(
                    "networks",
                    List.of("203.0.113.0/24", "203.0.113.128/25", "2001:db8::/32", "10.0.0.1/32"),
                    "everything-v4",
                    List.of("0.0.0.0/0"));

    private RandomLists() {}

    static Map<String, NamedList> byName() {
        Map<String, NamedList> lists = new LinkedHashMap<>();
        TEXTS.forEach(
                (name, values) ->
                        lists.put(
                                name,
                                new NamedList(
                                        name, NamedList.Kind.WATCH, Set.copyOf(values), null)));
        NETWORKS.forEach(
                (name, networks) ->
                        lists.put(
                                name,
                                new NamedList(
                                        name,
                                        NamedList.Kind.DENY,
                                        Set.of(),
                                        new Networks(
                                                networks.stream()
                                                        .map(RandomLists::network)
                                                        .toList()))));
        return lists;
    }

    private static Networks.Network network(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = Networks.address(parts[0]);
        return Networks.Network.of(address, Integer.parseInt(parts[1]));
    }

    /** What {@code list(name)} is to the interpreter. */
    static List<String> values(String name) {
        if (TEXTS.containsKey(name)) {
            return TEXTS.get(name);
        }
        List<String> inside = new ArrayList<>();
        for (String address : RandomInputs.ADDRESSES) {
            if (NETWORKS.get(name).stream().anyMatch(network -> holds(network, address))) {
                inside.add(address);
            }
        }
        return inside;
    }

    /** Two addresses are in one network if their leading bits are equal as numbers. */
    private static boolean holds(String network, String text) {
        if (!InetAddresses.isInetAddress(text) || text.contains("%")) {
            return false;
        }
        String[] parts = network.split("/", 2);
        InetAddress base = InetAddresses.forString(parts[0]);
        InetAddress address = InetAddresses.forString(text);
        int bits = 8 * base.getAddress().length;
        int rest = bits - Integer.parseInt(parts[1]);
        return base.getAddress().length == address.getAddress().length
                && new BigInteger(1, base.getAddress())
                        .shiftRight(rest)
                        .equals(new BigInteger(1, address.getAddress()).shiftRight(rest));
    }
}

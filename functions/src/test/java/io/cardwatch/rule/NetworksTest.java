package io.cardwatch.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import io.cardwatch.rule.Networks.Network;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworksTest {
    @Test
    void shouldHoldTheFirstAndTheLastAddressAndNoneBeside() {
        Networks networks = networks("203.0.113.0/24", "2001:db8::/32", "198.51.100.7/32");
        assertThat(
                        Stream.of(
                                "203.0.113.0",
                                "203.0.113.255",
                                "198.51.100.7",
                                "2001:db8::",
                                "2001:DB8:ffff:ffff:ffff:ffff:ffff:ffff"))
                .allMatch(networks::contains);
        assertThat(
                        Stream.of(
                                "203.0.112.255",
                                "203.0.114.0",
                                "198.51.100.6",
                                "198.51.100.8",
                                "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                                "2001:db9::"))
                .noneMatch(networks::contains);
    }

    @Test
    void shouldTakeAWrappedAddressForTheOneInside() {
        assertThat(networks("203.0.113.0/24").contains("::ffff:203.0.113.7")).isTrue();
        assertThat(networks("::/0").contains("203.0.113.7")).isFalse();
        assertThat(networks("0.0.0.0/0").contains("2001:db8::1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.com",
                "203.0.113",
                "203.0.113.256",
                "203.0.113.7/32",
                "203.0.113.7 ",
                "fe80::1%eth0",
                "fe80::1%1",
                "::ffff:1.2.3.4.5",
                "1",
                "0x7f.1",
                "\u0000",
            })
    void shouldHoldNoTextThatIsNoAddress(String text) {
        assertThat(networks("0.0.0.0/0", "::/0").contains(text)).isFalse();
    }

    @Test
    void shouldAgreeWithComparingEveryNetworkBitByBit() throws UnknownHostException {
        Random random = new Random(20_261_121L);
        for (int round = 0; round < 200; round++) {
            int bytes = random.nextBoolean() ? 4 : 16;
            byte[][] bases = new byte[1 + random.nextInt(30)][];
            int[] lengths = new int[bases.length];
            Network[] networks = new Network[bases.length];
            for (int i = 0; i < bases.length; i++) {
                bases[i] = address(random, bytes);
                lengths[i] = random.nextInt(8 * bytes + 1);
                networks[i] = Network.of(bases[i], lengths[i]);
            }
            Networks all = new Networks(List.of(networks));
            for (int i = 0; i < 50; i++) {
                byte[] address = address(random, bytes);
                boolean expected = false;
                for (int n = 0; n < bases.length; n++) {
                    int rest = 8 * bytes - lengths[n];
                    expected |=
                            new BigInteger(1, address)
                                    .shiftRight(rest)
                                    .equals(new BigInteger(1, bases[n]).shiftRight(rest));
                }
                String text = InetAddresses.toAddrString(InetAddress.getByAddress(address));
                assertThat(all.contains(text)).as(text).isEqualTo(expected);
            }
        }
    }

    /** Few different bytes, so that addresses meet networks. */
    private static byte[] address(Random random, int bytes) {
        byte[] address = new byte[bytes];
        Arrays.fill(address, (byte) 0x20);
        for (int i = 0; i < 3; i++) {
            address[random.nextInt(bytes)] = (byte) (random.nextInt(4) * 85);
        }
        return address;
    }

    private static Networks networks(String... texts) {
        return new Networks(
                Arrays.stream(texts)
                        .map(text -> text.split("/", 2))
                        .map(
                                parts ->
                                        Network.of(
                                                InetAddresses.forString(parts[0]).getAddress(),
                                                Integer.parseInt(parts[1])))
                        .toList());
    }
}

package io.cardwatch.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetAddressesTest {
    private static final String HOST = "hub.bank.example";

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111"})
    void shouldAllowPublicAddresses(String address) {
        assertThat(allows(TargetAddresses.PUBLIC, HOST, address)).isTrue();
        assertThat(allows(TargetAddresses.PUBLIC_AND_PRIVATE, HOST, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "fd12:3456::1",
                "64:ff9b::a00:1",
                "2002:a00:1::"
            })
    void shouldAllowPrivateAddressesOnlyWhereConfigured(String address) {
        assertThat(allows(TargetAddresses.PUBLIC, HOST, address)).isFalse();
        assertThat(allows(TargetAddresses.PUBLIC_AND_PRIVATE, HOST, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "fe80::1",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.170",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::"
            })
    void shouldNeverAllowMetadataLinkLocalAndReservedAddresses(String address) {
        assertThat(allows(TargetAddresses.PUBLIC, HOST, address)).isFalse();
        assertThat(allows(TargetAddresses.PUBLIC_AND_PRIVATE, HOST, address)).isFalse();
    }

    @Test
    void shouldAllowThisMachineOnlyWhereTheHostSaysSo() {
        for (TargetAddresses targets : TargetAddresses.values()) {
            assertThat(allows(targets, "127.0.0.1", "127.0.0.1")).isTrue();
            assertThat(allows(targets, "[::1]", "::1")).isTrue();
            assertThat(allows(targets, "localhost", "127.0.0.1")).isTrue();
            assertThat(allows(targets, HOST, "127.0.0.1")).isFalse();
            assertThat(allows(targets, HOST, "::1")).isFalse();
            assertThat(allows(targets, HOST, "64:ff9b::7f00:1")).isFalse();
        }
    }

    private static boolean allows(TargetAddresses targets, String host, String address) {
        return targets.allow(host, InetAddresses.forString(address));
    }
}

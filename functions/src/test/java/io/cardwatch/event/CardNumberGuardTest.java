package io.cardwatch.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every card number here is one that its network publishes for tests. */
class CardNumberGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4012888888881881",
                "4222222222222",
                "5555555555554444",
                "5105105105105100",
                "2223003122003222",
                "378282246310005",
                "371449635398431",
                "6011111111111117",
                "6011000990139424",
                "30569309025904",
                "38520000023237",
                "3530111333300000",
                "3566002020360505",
                "6200000000000005",
                "6759649826438453",
                "6799990100000000019"
            })
    void shouldFindTestNumbersOfEveryNetwork(String number) {
        assertThat(CardNumberGuard.finds(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "card 4111 1111 1111 1111 paid",
                "4111-1111-1111-1111",
                "3782 822463 10005",
                "4111 1111 - 1111 1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "4111\u20111111\u20111111\u20111111",
                "4111\u200b111111111111",
                "４１１１１１１１１１１１１１１１",
                "٤١١١١١١١١١١١١١١١",
                "tel 0049 4111 1111 1111 1111",
                "PAN4111111111111111",
                "c4111111111111111",
                "4111111111111111=2512",
                "4111111111111111.",
                "a,4111111111111111,b",
                "%B4111111111111111^NAME/SOME^2512",
                "{\"pan\":\"4111111111111111\"}",
                "4111 1111 1111 1111 1228"
            })
    void shouldFindCardNumberWrittenInOtherWays(String text) {
        assertThat(CardNumberGuard.finds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4111111111111",
                "4111111111111112",
                "1111111111111117",
                "411111111111111",
                "41111111111111110000",
                "0000411111111111111100",
                "0.4111111111111111",
                "4111.1111.1111.1111",
                "4111    111111111111",
                "41111111-1111-1111-8111-111111111111",
                "order 41111111-1111-1111-8111-111111111111 paid",
                "a94111111111111111b3f0c2d1e5f6a7",
                "2026-03-01 12:00:00.123456789",
                "1772366431250",
                "1772366431250000",
                "tok_9f86d081884c7d659a2feaa0c55ad015"
            })
    void shouldLeaveOtherNumbersAlone(String text) {
        assertThat(CardNumberGuard.finds(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "-4111111111111111",
                "4111111111111111.0",
                "4.111111111111111e15",
                "41111111111111110e-1"
            })
    void shouldFindCardNumberInNumericNotation(String number) {
        assertThat(CardNumberGuard.findsInNumber(number)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.4111111111111111",
                "4111111111111111.5",
                "4.111111111111111e14",
                "4.111111111111111e999999999",
                "4.111111111111111e99999999999",
                "4.111111111111111e-999999999"
            })
    void shouldLeaveOtherNumericNotationsAlone(String number) {
        assertThat(CardNumberGuard.findsInNumber(number)).isFalse();
    }

    @Test
    void shouldNeverRefuseUuidsOrHashes() {
        Random random = new Random(20260301);
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            UUID uuid = new UUID(random.nextLong(), random.nextLong());
            String hash =
                    String.format(
                            "%016x%016x%016x%016x",
                            random.nextLong(),
                            random.nextLong(),
                            random.nextLong(),
                            random.nextLong());
            boolean found =
                    CardNumberGuard.finds(uuid.toString())
                            || CardNumberGuard.finds("urn:uuid:" + uuid)
                            || CardNumberGuard.finds("card_" + hash)
                            || CardNumberGuard.finds(hash.substring(32));
            refused += found ? 1 : 0;
        }
        assertThat(refused).isZero();
    }

    @Test
    void shouldStayLinearOnHostileText() {
        String dense = "4 ".repeat(500_000);
        String digits = "4".repeat(1_000_000);
        String hashes = "a94111111111111111b".repeat(50_000);
        Assertions.assertTimeout(
                Duration.ofMinutes(1),
                () -> {
                    CardNumberGuard.finds(dense);
                    CardNumberGuard.finds(digits);
                    CardNumberGuard.finds(hashes);
                });
    }
}

package io.cardwatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("merchantId", "merchantName", "mcc", "label");

    @Test
    void shouldGuessMistypedName() {
        assertThat(NearestName.of("mrchantName", KNOWN)).isEqualTo("merchantName");
        assertThat(NearestName.of("MERCHANTID", KNOWN)).isEqualTo("merchantId");
        assertThat(NearestName.of("lable", KNOWN)).isEqualTo("label");
        assertThat(NearestName.of("labl", KNOWN)).isEqualTo("label");
    }

    @Test
    void shouldNotGuessWhereNothingIsNear() {
        assertThat(NearestName.of("amount", KNOWN)).isNull();
        assertThat(NearestName.suggestion("amount", KNOWN)).isEmpty();
    }
}

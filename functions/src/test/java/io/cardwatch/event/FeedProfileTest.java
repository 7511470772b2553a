package io.cardwatch.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeedProfileTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldBeReadFromConfiguration() throws Exception {
        FeedProfile profile =
                mapper.readValue(
                        """
                        {"bankId":"aurora","baseCurrency":"JPY","requiredFields":["mcc"],"maxRecordBytes":2048}
                        """,
                        FeedProfile.class);
        assertThat(profile).isEqualTo(new FeedProfile("aurora", "JPY", Set.of("mcc"), 2048));
        assertThat(profile.baseExponent()).isZero();
    }

    @Test
    void shouldNeedNoMoreThanBankAndCurrency() throws Exception {
        assertThat(
                        mapper.readValue(
                                "{\"bankId\":\"aurora\",\"baseCurrency\":\"EUR\"}",
                                FeedProfile.class))
                .isEqualTo(FeedProfile.of("aurora", "EUR"));
    }

    @Test
    void shouldSayWhatIsWrongAndWhatIsAccepted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedProfile.of("aurora", "EURO"))
                .withMessageContaining("'EURO'")
                .withMessageContaining("ISO 4217");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedProfile.of("au|rora", "EUR"))
                .withMessageContaining("'au|rora'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedProfile("aurora", "EUR", Set.of("merchant"), 1))
                .withMessageContaining("'merchant'")
                .withMessageContaining("merchantName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedProfile("aurora", "EUR", Set.of(), 0))
                .withMessageContaining("maxRecordBytes");
    }
}

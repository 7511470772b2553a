package io.cardwatch.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TunedFileTest {
    @Test
    void shouldRaiseTheLastNumberOfAVersion() {
        assertThat(TunedFile.nextVersion("\"2026-11-21.1\"")).isEqualTo("\"2026-11-21.2\"");
        assertThat(TunedFile.nextVersion("v9")).isEqualTo("v10");
        assertThat(TunedFile.nextVersion("'1.09-draft'")).isEqualTo("'1.10-draft'");
        assertThat(TunedFile.nextVersion("\"draft\"")).isEqualTo("\"draft-2\"");
    }

    @Test
    void shouldWriteNumbersInTheMannerOfTheOldOnes() {
        assertThat(ShortNumbers.text(4.0, "3.0")).isEqualTo("4.0");
        assertThat(ShortNumbers.text(4.0, "3")).isEqualTo("4");
        assertThat(ShortNumbers.text(51_100.0, "250")).isEqualTo("51100");
        assertThat(ShortNumbers.text(0.0005, "1e3")).isEqualTo("0.0005");
    }

    @Test
    void shouldRoundAwayFromTheValuesThatAreToBeCaught() {
        assertThat(ShortNumbers.down(Math.nextDown(220.0), 3)).isEqualTo(219.0);
        assertThat(ShortNumbers.down(0.3, 2)).isEqualTo(0.3);
        assertThat(ShortNumbers.up(4.123, 2)).isEqualTo(4.2);
    }
}

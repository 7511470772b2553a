package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm7Test {
    /** 3GPP TS 23.038, table 6.2.1, by code from 0x00; 0x1B is the escape and no character. */
    private static final List<Integer> DEFAULT =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
                    .codePoints()
                    .boxed()
                    .toList();

    @Test
    void shouldKnowTheWholeAlphabetAndNothingElse() {
        assertThat(DEFAULT).hasSize(128).doesNotHaveDuplicates();
        List<Integer> twice = "\f^{}\\[~]|€".codePoints().boxed().toList();

        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
                .allMatch(
                        c ->
                                Gsm7.septets(c)
                                        == (c == 0x1b
                                                ? 0
                                                : DEFAULT.contains(c)
                                                        ? 1
                                                        : twice.contains(c) ? 2 : 0));
    }

    @Property
    void shouldFoldAnyTextIntoTheAlphabetAndThatOnce(@ForAll String text) {
        String folded = Gsm7.fold(text);

        assertThat(Gsm7.covers(folded)).isTrue();
        assertThat(Gsm7.fold(folded)).isEqualTo(folded);
    }

    @ParameterizedTest
    @CsvSource({
        "Café Zürich, Café Zürich",
        "Çelik & Şimşek, Çelik & Simsek",
        "Łódź œuvre, Lodz oeuvre",
        "Grøn ½ ①, Grøn 12 1",
        "١٢٣, 123",
        "O’Brien – Co, O'Brien - Co",
        "東京 Store, ' Store'"
    })
    void shouldKeepWhatReadsTheSame(String text, String expected) {
        assertThat(Gsm7.fold(text)).isEqualTo(expected);
    }

    @Test
    void shouldCountSeptetsSegmentsAndForeignLetters() {
        assertThat(SmsLength.of("x".repeat(160))).isEqualTo(new SmsLength(true, 160, 1, ""));
        assertThat(SmsLength.of("x".repeat(161))).isEqualTo(new SmsLength(true, 161, 2, ""));
        assertThat(SmsLength.of("x".repeat(306)).segments()).isEqualTo(2);
        assertThat(SmsLength.of("x".repeat(307)).segments()).isEqualTo(3);
        assertThat(SmsLength.of("€".repeat(80))).isEqualTo(new SmsLength(true, 160, 1, ""));
        assertThat(SmsLength.of("ł".repeat(70) + "ą")).isEqualTo(new SmsLength(false, 71, 2, "łą"));
        assertThat(SmsLength.of("ł".repeat(70)).segments()).isEqualTo(1);
        assertThat(SmsLength.of("").fits()).isTrue();
    }

    @Test
    void shouldNotSplitACharacterOfTwoUnitsOverTwoMessages() {
        // 76 euro signs take 152 of the first 153 septets; the next one moves on whole.
        assertThat(SmsLength.of("€".repeat(76 * 2)).segments()).isEqualTo(2);
        assertThat(SmsLength.of("€".repeat(76 * 2 + 1)).segments()).isEqualTo(3);
        assertThat(SmsLength.of("😀".repeat(33 * 2)).segments()).isEqualTo(2);
        assertThat(SmsLength.of("😀".repeat(33 * 2 + 1)).segments()).isEqualTo(3);
    }

    @Property
    void shouldCallATextCompactExactlyWhereTheAlphabetCoversIt(
            @ForAll @StringLength(max = 400) String text) {
        SmsLength length = SmsLength.of(text);

        assertThat(length.compact()).isEqualTo(Gsm7.covers(text));
        assertThat(length.fits()).isEqualTo(length.units() <= length.most());
    }
}

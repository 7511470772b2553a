package io.cardwatch.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cardwatch.text.EditDistance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class AnswerWordsTest {
    private final AnswerWords shipped = AnswerWords.shipped();

    @Test
    void shouldReadYesAndNoInFourLanguages() {
        assertThat(shipped.answer("Yes.", "en-US")).isEqualTo(Answer.LEGITIMATE);
        assertThat(shipped.answer("nein!!", "de")).isEqualTo(Answer.CONFIRMED_FRAUD);
        assertThat(shipped.answer("OUI", "fr-FR")).isEqualTo(Answer.LEGITIMATE);
        assertThat(shipped.answer(" Sí ", "es")).isEqualTo(Answer.LEGITIMATE);
        assertThat(shipped.answer("no", "de")).isEqualTo(Answer.CONFIRMED_FRAUD);
        assertThat(shipped.answer("yes", "ja")).isEqualTo(Answer.LEGITIMATE);
        assertThat(shipped.answer("no", null)).isEqualTo(Answer.CONFIRMED_FRAUD);
    }

    @Test
    void shouldTakeNoPartOfATextForAnAnswer() {
        assertThat(shipped.answer("no problem, it was me", "en")).isNull();
        assertThat(shipped.answer("no" + " ".repeat(500) + "t sure", "en")).isNull();
        assertThat(shipped.answer("", "en")).isNull();
        assertThat(shipped.answer("?!", "en")).isNull();
    }

    @Test
    void shouldForgiveOneSlipInLongWordsAlone() {
        assertThat(shipped.answer("sotp", "en")).isEqualTo(Answer.STOP);
        assertThat(shipped.answer("Stopp", "de")).isEqualTo(Answer.STOP);
        assertThat(shipped.answer("unsubcribe", "en")).isEqualTo(Answer.STOP);
        assertThat(shipped.answer("nien", "de")).isEqualTo(Answer.CONFIRMED_FRAUD);
        assertThat(shipped.answer("yed", "en")).isNull();
        assertThat(shipped.answer("mo", "en")).isNull();
    }

    @Test
    void shouldLetABankChooseItsWordsAndTheirMeaning() {
        AnswerWords inverted =
                AnswerWords.of(
                        Map.of(
                                "legitimate", List.of("no", "valid"),
                                "confirmed-fraud", List.of("yes", "fraud"),
                                "de.legitimate", List.of("gültig"),
                                "de.confirmed-fraud", List.of("betrug")));

        assertThat(inverted.answer("YES", "en")).isEqualTo(Answer.CONFIRMED_FRAUD);
        assertThat(inverted.answer("vallid", "fr")).isEqualTo(Answer.LEGITIMATE);
        assertThat(inverted.answer("gultig", "de")).isEqualTo(Answer.LEGITIMATE);
        assertThat(inverted.answer("yes", "de")).isNull();
        assertThat(inverted.answer("cancel", "de")).isEqualTo(Answer.STOP);
    }

    @Test
    void shouldRefuseWordsWithTwoMeaningsOrNone() {
        assertThatThrownBy(
                        () ->
                                AnswerWords.of(
                                        Map.of(
                                                "legitimate", List.of("ok"),
                                                "confirmed-fraud", List.of("O.K."))))
                .hasMessageContaining("'ok'");
        assertThatThrownBy(
                        () ->
                                AnswerWords.of(
                                        Map.of(
                                                "legitimate", List.of("cancel"),
                                                "confirmed-fraud", List.of("x"))))
                .hasMessageContaining("'cancel'");
        assertThatThrownBy(() -> AnswerWords.of(Map.of("legitimat", List.of("ok"))))
                .hasMessageContaining("legitimate, confirmed-fraud");
        assertThatThrownBy(() -> AnswerWords.of(Map.of("de.legitimate", List.of("ja"))))
                .hasMessageContaining("both");
    }

    /** Whatever is one slip away from a word is never taken for another answer's. */
    @Property(tries = 2_000)
    void shouldNeverTurnOneAnswerIntoAnotherByASlip(
            @ForAll @AlphaChars @StringLength(min = 1, max = 8) String text) {
        AnswerWords words =
                AnswerWords.of(
                        Map.of(
                                "legitimate", List.of("mine", "yes"),
                                "confirmed-fraud", List.of("none", "fake")));
        Answer answer = words.answer(text, "en");
        String said = text.toLowerCase(Locale.ROOT);
        if (answer != null && !List.of("mine", "yes", "none", "fake").contains(said)) {
            List<String> others =
                    switch (answer) {
                        case LEGITIMATE -> List.of("none", "fake");
                        case CONFIRMED_FRAUD -> List.of("mine", "yes");
                        case STOP -> List.of("mine", "yes", "none", "fake");
                    };
            if (!AnswerWords.STOP.contains(said)) {
                assertThat(others).allMatch(other -> EditDistance.between(said, other) > 1);
            }
        }
        assertThat(words.answer("nine", "en")).isNull();
    }
}

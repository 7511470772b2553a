package io.cardwatch.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.cardwatch.alert.AlertDetails;
import io.cardwatch.alert.DetailLevel;
import io.cardwatch.alert.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MessageRendererPropertyTest {
    private static final MessageRenderer RENDERER = new MessageRenderer(MessageTemplates.shipped());

    @Property
    void shouldWriteAMessageForAnyAlertUserAndLocale(
            @ForAll("details") AlertDetails details,
            @ForAll("users") User user,
            @ForAll Severity severity,
            @ForAll @IntRange(min = 1, max = 3) int count) {
        for (DetailLevel detail : DetailLevel.values()) {
            OutboundMessage message = preview(details, user, severity, count, detail);

            assertThat(message.text()).contains("northbank").doesNotContain("{", "}", "://");
            assertThat(message.title()).doesNotContain("{", "\n");
            if (user.channel.equals("sms")) {
                assertThat(SmsLength.of(message.text())).matches(SmsLength::fits);
            }
        }
    }

    @Property
    void shouldShowTheSameWhateverTheDetailsWhereTheUserChoseMinimal(
            @ForAll("details") AlertDetails details,
            @ForAll("details") AlertDetails others,
            @ForAll("users") User user,
            @ForAll Severity severity) {
        OutboundMessage message = preview(details, user, severity, 1, DetailLevel.MINIMAL);

        assertThat(preview(others, user, severity, 1, DetailLevel.MINIMAL)).isEqualTo(message);
        assertThat(preview(null, user, severity, 1, DetailLevel.MINIMAL)).isEqualTo(message);
    }

    @Property
    void shouldLeaveNothingInAMerchantsNameThatCanBePressed(@ForAll String name) {
        String readable = MerchantName.readable("a.b" + name + ".example/x@y +1 555 010 0199");

        assertThat(readable)
                .isNotNull()
                .doesNotContain("/", "@", ":", "\n", "{", "0199")
                .doesNotContainPattern("\\.\\S")
                .doesNotContainPattern("\\p{C}")
                .matches(text -> text.codePointCount(0, text.length()) <= 40);
    }

    private record User(String channel, Locale locale, ZoneId zone, Instant at) {}

    @Provide
    Arbitrary<User> users() {
        return Combinators.combine(
                        Arbitraries.of("sms", "email", "push", "whatsapp"),
                        Arbitraries.of(Locale.getAvailableLocales()),
                        Arbitraries.of(ZoneId.getAvailableZoneIds()).map(ZoneId::of),
                        Arbitraries.longs().between(0, 4_102_444_800L).map(Instant::ofEpochSecond))
                .as(User::new);
    }

    @Provide
    Arbitrary<AlertDetails> details() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, LongestValues.AMOUNT_MINOR),
                        Arbitraries.of("USD", "EUR", "JPY", "QQQ", "", "KWD", "XAU"),
                        Arbitraries.strings().ofMaxLength(60).injectNull(0.1))
                .as(AlertDetails::new);
    }

    private static OutboundMessage preview(
            AlertDetails details, User user, Severity severity, int count, DetailLevel detail) {
        return RENDERER.preview(
                SampleAlerts.of("northbank", count, user.channel, severity, user.at, details),
                user.channel,
                detail,
                user.locale,
                user.zone);
    }
}

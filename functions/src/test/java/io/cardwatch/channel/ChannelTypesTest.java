package io.cardwatch.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelTypesTest {
    @Test
    void shouldKnowEveryShippedKindByItsName() {
        assertThat(ChannelTypes.names())
                .containsExactlyInAnyOrder(
                        "webhook",
                        "web-push",
                        "email",
                        "twilio",
                        "smpp",
                        "messenger",
                        "whatsapp",
                        "alexa",
                        "console")
                .allSatisfy(name -> assertThat(ChannelTypes.of(name).type()).isEqualTo(name));
    }

    @Test
    void shouldNameTheNearestWhereThereIsNone() {
        assertThatThrownBy(() -> ChannelTypes.of("twillio"))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class,
                        refused -> assertThat(refused.option()).isEqualTo("type"))
                .hasMessage(
                        "'twillio' is no kind of channel (did you mean 'twilio'?); accepted:"
                                + " webhook, web-push, email, twilio, smpp, messenger, whatsapp,"
                                + " alexa, console");
    }
}

package io.cardwatch.channel.smpp;

import static io.cardwatch.channel.smpp.TestingSmpp.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Bytes;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.message.Gsm7;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.OptionalParameter.Message_payload;
import org.jsmpp.bean.OptionalParameter.Message_state;
import org.jsmpp.bean.OptionalParameter.Receipted_message_id;
import org.jsmpp.extra.NegativeResponseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SmppReceiverTest {
    private static final byte TEXT = 0;
    private static final byte RECEIPT = 4;
    private static final byte LATIN_1 = 3;
    private static final byte BINARY = 4;
    private static final byte UCS2 = 8;

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final List<SendOutcome> reports = new CopyOnWriteArrayList<>();
    private volatile boolean failing;

    @TempDir private Path folder;

    private TestingCentre centre;
    private TestingSmpp smpp;
    private SmppReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        centre = new TestingCentre();
        smpp = new TestingSmpp(folder, centre.port());
        receiver =
                SmppReceiver.create(
                        smpp.options(),
                        new SmppInbound() {
                            @Override
                            public void onText(String from, String to, String text) {
                                if (failing) {
                                    throw new IllegalStateException("not stored");
                                }
                                texts.add(from + " > " + to + ": " + text);
                            }

                            @Override
                            public void onReceipt(SendOutcome report) {
                                reports.add(report);
                            }
                        });
        receiver.start();
        await(receiver::isBound);
    }

    @AfterEach
    void close() throws Exception {
        receiver.close();
        centre.close();
    }

    @Test
    void shouldBindAsAReceiver() {
        assertThat(centre.binds()).containsExactly("BIND_RX canary-1");
        assertThat(centre.faults()).isEmpty();
    }

    @Test
    void shouldHandOnTextsInEveryAlphabet() throws Exception {
        centre.deliver(TEXT, (byte) 0, Gsm7.encode("NO €5 {ä}"));
        centre.deliver(TEXT, UCS2, "NIE, to nie ja: łódź".getBytes(UTF_16BE));
        centre.deliver(TEXT, LATIN_1, "Né".getBytes(ISO_8859_1));
        centre.deliver(TEXT, (byte) 0xF0, Gsm7.encode("STOP"));
        centre.deliver(TEXT, (byte) 0x18, "STOP".getBytes(UTF_16BE));
        centre.deliver(TEXT, (byte) 0, new byte[0], new Message_payload(Gsm7.encode("YES")));

        assertThat(texts)
                .containsExactly(
                        "+15555550123 > 55501: NO €5 {ä}",
                        "+15555550123 > 55501: NIE, to nie ja: łódź",
                        "+15555550123 > 55501: Né",
                        "+15555550123 > 55501: STOP",
                        "+15555550123 > 55501: STOP",
                        "+15555550123 > 55501: YES");
    }

    @Test
    void shouldTakeTheHeaderOffThePartsOfALongText() throws Exception {
        byte[] header = {5, 0, 3, 7, 2, 1};
        centre.deliver((byte) 0x40, (byte) 0, Bytes.concat(header, Gsm7.encode("STOP ")));

        assertThat(texts).containsExactly("+15555550123 > 55501: STOP ");
    }

    @Test
    void shouldPassOverWhatIsNoText() throws Exception {
        centre.deliver(TEXT, BINARY, new byte[] {1, 2, 3});
        centre.deliver((byte) 0x20, (byte) 0, Gsm7.encode("id:1 stat:ENROUTE"));

        assertThat(texts).isEmpty();
        assertThat(reports).isEmpty();
    }

    @Test
    void shouldHaveATextDeliveredAgainThatCouldNotBeStored() throws Exception {
        failing = true;
        assertThatThrownBy(() -> centre.deliver(TEXT, (byte) 0, Gsm7.encode("STOP")))
                .isInstanceOfSatisfying(
                        NegativeResponseException.class,
                        e -> assertThat(e.getCommandStatus()).isEqualTo(0x64));

        failing = false;
        centre.deliver(TEXT, (byte) 0, Gsm7.encode("STOP"));
        assertThat(texts).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, 000, DELIVERED,",
        "ACCEPTD, 000, ACCEPTED,",
        "UNDELIV, 27, UNDELIVERED, 27",
        "EXPIRED, 0B, UNDELIVERED, 0B",
        "DELETED, 000, UNDELIVERED,",
        "REJECTD, 034, UNDELIVERED, 034",
        "UNKNOWN, 000, UNKNOWN,"
    })
    void shouldHandOnWhatBecameOfAMessage(String state, String error, Kind kind, String code)
            throws Exception {
        centre.deliver(
                RECEIPT,
                (byte) 0,
                ("id:id-7 sub:001 dlvrd:001 submit date:2611211200 done date:2611211201 stat:"
                                + state
                                + " err:"
                                + error
                                + " text:North Bank")
                        .getBytes(ISO_8859_1));

        assertThat(reports).containsExactly(new SendOutcome(kind, "id-7", code, null));
        assertThat(texts).isEmpty();
    }

    @Test
    void shouldReadAReceiptThatStandsBesideTheText() throws Exception {
        centre.deliver(
                RECEIPT,
                (byte) 0,
                "stat:ENROUTE".getBytes(ISO_8859_1),
                new Receipted_message_id("id-8"),
                new Message_state((byte) 2));

        assertThat(reports).containsExactly(new SendOutcome(Kind.DELIVERED, "id-8", null, null));
    }

    @Test
    void shouldPassOverAReceiptThatSaysNothing() throws Exception {
        centre.deliver(RECEIPT, (byte) 0, "id:9 stat:ENROUTE".getBytes(ISO_8859_1));
        centre.deliver(RECEIPT, (byte) 0, "stat:DELIVRD".getBytes(ISO_8859_1));

        assertThat(reports).isEmpty();
    }

    @Test
    void shouldBindAgainWhereTheSessionEnds() throws Exception {
        centre.hangUp();
        await(() -> centre.binds().size() == 2 && receiver.isBound());

        centre.deliver(TEXT, (byte) 0, Gsm7.encode("NO"));
        assertThat(texts).hasSize(1);
    }

    @Test
    void shouldNotBeGivenTextsByTheChannelThatSends() throws Exception {
        assertThat(TestingSmpp.send(smpp.channel()).kind()).isEqualTo(Kind.ACCEPTED);

        assertThat(centre.binds()).containsExactly("BIND_RX canary-1", "BIND_TX canary-1");
        smpp.close();
    }
}

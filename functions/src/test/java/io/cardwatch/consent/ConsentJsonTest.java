package io.cardwatch.consent;

import static io.cardwatch.consent.TestingConsents.granted;
import static io.cardwatch.consent.TestingConsents.withdrawn;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cardwatch.SchemaAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentJsonTest {
    private static final SchemaAssert SCHEMA = SchemaAssert.schema("consent");

    /** Single quotes stand for double ones. */
    private static final String GRANT =
            """
            {'bankId':'northbank','subjectRef':'subject-1','purpose':'fraud-alerts',
            'channel':'sms','status':'granted','version':3,'address':'+447700900123',
            'locale':'en-GB','timeZone':'Europe/London','detail':'detailed','minSeverity':'medium',
            'quietHours':{'from':'22:30','until':'07:00'},'grantedAt':'2026-01-01T00:00:00Z',
            'expiresAt':'2027-01-01T01:00:00+01:00',
            'evidence':{'source':'app','textVersion':'1','receiptId':'r-1'}}""";

    @Test
    void shouldReadBackWhatItWrote() {
        for (Consent consent : new Consent[] {granted(3), withdrawn(4)}) {
            byte[] bytes = ConsentJson.encode(consent);
            SCHEMA.accepts(bytes);
            assertThat(ConsentJson.decode(bytes)).isEqualTo(consent);
        }
    }

    @Test
    void shouldReadAGrantAsABankWritesIt() {
        SCHEMA.accepts(json(GRANT));
        Consent consent = ConsentJson.decode(json(GRANT));

        assertThat(consent.quietHours()).isEqualTo(new QuietHours(22 * 60 + 30, 7 * 60));
        assertThat(consent.expiresAt()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(ConsentJson.decode(ConsentJson.encode(consent))).isEqualTo(consent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'subject-1'          | ''                       | subjectRef
                    'subject-1'          | 7                        | subjectRef
                    'subject-1'          | '4242 4242 4242 4242'    | subjectRef
                    'subject-1'          | 'a\\u0000b'              | subjectRef
                    'granted'            | 'GRANTED'                | status
                    'version':3          | 'version':0              | version
                    'version':3          | 'version':3.5            | version
                    'version':3          | 'version':'3'            | version
                    'version':3          | 'version':9223372036854775808 | version
                    '+447700900123'      | '4242424242424242'       | address
                    '+447700900123'      | 'me 4242-4242-4242-4242' | address
                    '+447700900123'      | null                     | address
                    'en-GB'              | 'not a tag'              | locale
                    'Europe/London'      | 'Europe/Lundun'          | timeZone
                    'Europe/London'      | '+01:00'                 | timeZone
                    'detailed'           | 'all'                    | detail
                    'medium'             | 'urgent'                 | minSeverity
                    '22:30'              | '24:00'                  | quietHours.from
                    '22:30'              | '07:00'                  | quietHours
                    '2026-01-01T00:00:00Z' | '2026-01-01T00:00:00'  | grantedAt
                    '2026-01-01T00:00:00Z' | 1767225600             | grantedAt
                    'receiptId'          | 'receipt'                | evidence
                    'receiptId':'r-1'    | 'receiptId':''           | evidence.receiptId
                    'evidence':          | 'proof':                 | record
                    """)
    void shouldRefuseAGrantNamingTheField(String right, String wrong, String field) {
        String json = GRANT.replace(right, wrong);
        assertThat(json).isNotEqualTo(GRANT);

        ConsentFormatException e =
                catchThrowableOfType(
                        ConsentFormatException.class, () -> ConsentJson.decode(json(json)));
        assertThat(e.field()).isEqualTo(field);
        assertThat(e).hasNoCause().hasMessageStartingWith("consent: " + field);
        assertThat(e.getMessage()).doesNotContain("4242", "Lundun", "urgent", "proof");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "address",
                "locale",
                "timeZone",
                "detail",
                "minSeverity",
                "grantedAt",
                "evidence",
                "status",
                "version",
                "bankId",
                "channel"
            })
    void shouldRefuseAGrantWithoutARequiredField(String field) throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode tree = (ObjectNode) mapper.readTree(json(GRANT));
        tree.remove(field);
        byte[] bytes = mapper.writeValueAsBytes(tree);

        assertThat(SCHEMA.isValid(bytes)).isFalse();
        assertThat(
                        catchThrowableOfType(
                                        ConsentFormatException.class,
                                        () -> ConsentJson.decode(bytes))
                                .field())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "7",
                "{'a':1",
                "{} {}",
                "{'bankId':'a','bankId':'b'}"
            })
    void shouldRefuseWhatIsNoConsent(String text) {
        assertThatThrownBy(() -> ConsentJson.decode(json(text)))
                .isInstanceOf(ConsentFormatException.class)
                .hasNoCause();
    }

    @Test
    void shouldRefuseARecordThatIsTooLarge() {
        assertThatThrownBy(() -> ConsentJson.decode(json("{'a':'" + "x".repeat(20_000) + "'}")))
                .isInstanceOf(ConsentFormatException.class)
                .hasMessageContaining("16 KiB");
    }

    @Test
    void shouldTakeAWithdrawalWhateverElseIsWrongWithIt() {
        String json =
                GRANT.replace("granted'", "withdrawn'")
                        .replace("en-GB", "?")
                        .replace("'evidence':", "'unheard':");

        assertThat(ConsentJson.decode(json(json)))
                .isEqualTo(
                        Consent.withdrawn(
                                new ConsentKey("northbank", "subject-1", "fraud-alerts", "sms"),
                                3));
        assertThat(SCHEMA.isValid(json(json))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+491511234567",
                "+4915112345678",
                "psid:4242424242424242",
                "wa:US.4242424242424242",
                "user-4242424242424241",
                "ana@example.org",
                "Ana Example",
                "1234567890123456"
            })
    void shouldAcceptAddressesThatAreNoCardNumbers(String address) {
        String json = GRANT.replace("+447700900123", address);
        assertThat(ConsentJson.decode(json(json)).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "378282246310005",
                "5555 5555 5555 4444",
                "6011-1111-1111-1117",
                "30569309025904",
                "+4242424242424242",
                "2223003122003222",
                "US.4242424242424242"
            })
    void shouldRefuseAddressesThatLookLikeCardNumbers(String address) {
        String json = GRANT.replace("+447700900123", address);
        assertThatThrownBy(() -> ConsentJson.decode(json(json)))
                .isInstanceOf(ConsentFormatException.class)
                .hasMessageContaining("card number")
                .hasMessageNotContaining(address);
    }

    @Test
    void shouldTakeABrowsersSubscriptionForAnAddress() {
        String subscription = "{endpoint:https://push.example/" + "x".repeat(2_000) + "}";
        String json = GRANT.replace("+447700900123", subscription);
        assertThat(ConsentJson.decode(json(json)).address()).isEqualTo(subscription);

        String longer = GRANT.replace("+447700900123", "x".repeat(2_049));
        assertThatThrownBy(() -> ConsentJson.decode(json(longer)))
                .isInstanceOf(ConsentFormatException.class)
                .hasMessageContaining("address");
    }

    @Test
    void shouldNotWriteARemovedConsentAsAValue() {
        assertThatThrownBy(() -> ConsentJson.encode(Consent.removed(TestingConsents.KEY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] json(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(UTF_8);
    }
}

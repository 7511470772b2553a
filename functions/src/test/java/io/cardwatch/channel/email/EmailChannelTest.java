package io.cardwatch.channel.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.cardwatch.channel.ChannelOptionException;
import io.cardwatch.channel.ChannelOptions;
import io.cardwatch.channel.MessageChannel;
import io.cardwatch.channel.SendOutcome;
import io.cardwatch.channel.SendOutcome.Kind;
import io.cardwatch.consent.TestingPermits;
import io.cardwatch.message.OutboundMessage;
import io.cardwatch.message.ReplyOption;
import io.cardwatch.message.TestingMessages;
import io.cardwatch.reply.Answer;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arrives, at a mail server that reads it as a mail program would. */
class EmailChannelTest {
    private static final String CUSTOMER = "customer@example.com";

    private final GreenMail server =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void shouldArriveAsPlainTextUnderTheBanksName() throws Exception {
        SendOutcome outcome =
                send(
                        Map.of("reply-to", "answers@bank.example"),
                        TestingMessages.text(
                                "North Bank: was it you?\n\n.\nReply NO – and we help.",
                                "North Bank: please check your card"));

        MimeMessage email = received();
        assertThat(outcome.kind()).isEqualTo(Kind.ACCEPTED);
        assertThat(email.getFrom()).singleElement().hasToString("North Bank <alerts@bank.example>");
        assertThat(email.getReplyTo()).singleElement().hasToString("answers@bank.example");
        assertThat(email.getAllRecipients()).singleElement().hasToString(CUSTOMER);
        assertThat(email.getSubject()).isEqualTo("North Bank: please check your card");
        assertThat(email.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(text(email))
                .isEqualTo("North Bank: was it you?\r\n\r\n.\r\nReply NO – and we help.");
        assertThat(email.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(email.getContentLanguage()).containsExactly("en-US");
        assertThat(email.getSentDate()).isNotNull();
        assertThat(email.getMessageID()).isEqualTo("<" + outcome.providerMessageId() + ">");
    }

    @Test
    void shouldCarryTheSameIdAtEveryAttempt() throws Exception {
        OutboundMessage message = TestingMessages.text("text", null);
        String first = send(Map.of(), message).providerMessageId();
        String second = send(Map.of(), message).providerMessageId();

        assertThat(first).isEqualTo(second).isEqualTo(message.messageId() + ".mail@bank.example");
    }

    @Test
    void shouldOfferOneClickToWithdraw() throws Exception {
        send(
                Map.of("unsubscribe-url", "https://cards.bank.example/stop?b=1"),
                TestingMessages.withTemplateAndReplies());

        assertThat(received().getHeader("List-Unsubscribe"))
                .containsExactly("<https://cards.bank.example/stop?b=1&t=c1.AL9.s.x.sig-stop>");
        assertThat(received().getHeader("List-Unsubscribe-Post"))
                .containsExactly("List-Unsubscribe=One-Click");
    }

    @Test
    void shouldOfferAnEmailToWithdrawWhereThereIsNoAddressForAClick() throws Exception {
        send(
                Map.of("reply-to", "stop+cards@bank.example"),
                TestingMessages.withTemplateAndReplies());

        assertThat(received().getHeader("List-Unsubscribe"))
                .containsExactly("<mailto:stop%2Bcards@bank.example?subject=STOP>");
        assertThat(received().getHeader("List-Unsubscribe-Post")).isNull();
    }

    @Test
    void shouldOfferAnEmailToWithdrawWhereTheMessageHasNoPayload() throws Exception {
        send(
                Map.of("unsubscribe-url", "https://cards.bank.example/stop"),
                TestingMessages.text("several alerts", null));

        assertThat(received().getHeader("List-Unsubscribe"))
                .containsExactly("<mailto:alerts@bank.example?subject=STOP>");
    }

    @Test
    void shouldKeepEveryScript() throws Exception {
        String text = "Zażółć gęślą jaźń — カード ".repeat(40);
        send(Map.of(), message("Überprüfen Sie Ihre Karte: カードをご確認ください 💳", "Bänk «Öst»", text));

        MimeMessage email = received();
        assertThat(email.getSubject()).isEqualTo("Überprüfen Sie Ihre Karte: カードをご確認ください 💳");
        assertThat(text(email)).isEqualTo(text.strip());
        assertThat(email.getFrom()[0].toString()).contains("alerts@bank.example");
        assertThat(((InternetAddress) email.getFrom()[0]).getPersonal()).isEqualTo("Bänk «Öst»");
    }

    @Test
    void shouldLetNoTextBecomeAHeader() throws Exception {
        String sly = "check\r\nBcc: thief@example.com\r\n\r\n<html>\u2028x";
        send(Map.of(), message(sly, sly, "text\r\n.\r\nMAIL FROM:<thief@example.com>"));

        assertThat(server.getReceivedMessages()).hasSize(1);
        MimeMessage email = received();
        assertThat(email.getHeader("Bcc")).isNull();
        assertThat(email.getAllRecipients()).singleElement().hasToString(CUSTOMER);
        assertThat(email.getSubject()).isEqualTo("check Bcc: thief@example.com <html> x");
        assertThat(text(email)).isEqualTo("text\r\n.\r\nMAIL FROM:<thief@example.com>");
    }

    @Test
    void shouldNameTheBankWhereThereIsNoTitle() throws Exception {
        send(Map.of(), TestingMessages.text("USD 812.40", null));

        assertThat(received().getSubject()).isEqualTo("North Bank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer",
                "customer@",
                "@example.com",
                "customer@localhost",
                "customer@[127.0.0.1]",
                "customer@example.com, thief@example.com",
                "Customer <customer@example.com>",
                "customer@example.com>\r\nRCPT TO:<thief@example.com",
                "customer@example.com\r\n",
                "\"a b\"@example.com",
                "группа@example.com",
                "cust..omer@example.com",
                "customer@exa_mple.com",
                "customer@example..com",
                "customer@example.com.",
                "group:customer@example.com;"
            })
    void shouldNotSendToWhatIsNoMailbox(String address) throws Exception {
        assertThat(sendTo(address, Map.of(), TestingMessages.text("text", null)))
                .isEqualTo(SendOutcome.of(Kind.DEAD_ADDRESS, "not_an_address"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void shouldReachADomainInAnotherScript() throws Exception {
        sendTo("kunde@bücher.example", Map.of(), TestingMessages.text("text", null));

        assertThat(received().getAllRecipients())
                .singleElement()
                .hasToString("kunde@xn--bcher-kva.example");
    }

    @Test
    void shouldSendWhateverClassLoaderItsCallerHas() throws Exception {
        Thread caller = Thread.currentThread();
        ClassLoader before = caller.getContextClassLoader();
        caller.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            assertThat(send(Map.of(), TestingMessages.text("ä", "ä")).kind())
                    .isEqualTo(Kind.ACCEPTED);
        } finally {
            caller.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tls | none | host | mail.bank.example | tls",
                "tls | ssl | port | 25 | tls",
                "port | 0 | tls | none | port",
                "from | North Bank <alerts@bank.example> | tls | none | from",
                "from | alerts | tls | none | from",
                "reply-to | x@y@z.example | tls | none | reply-to",
                "unsubscribe-url | http://cards.bank.example/stop | tls | none | unsubscribe-url",
                "timeout | 1h | tls | none | timeout",
                "connections | 0 | tls | none | connections",
                "username | robot | tls | none | password-file",
                "password-env | MAIL_PASSWORD | tls | none | username"
            })
    void shouldRefuseOptionsThatDoNotFit(
            String option, String value, String other, String otherValue, String blamed) {
        Map<String, String> options = options(Map.of(option, value));
        options.put(other, otherValue);

        assertThatThrownBy(() -> new EmailType().create("mail", new ChannelOptions(options)))
                .isInstanceOfSatisfying(
                        ChannelOptionException.class,
                        refused -> assertThat(refused.option()).isEqualTo(blamed));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 256})
    void shouldHaveRoomForAnAttemptOnEachConnection(int connections) {
        try (MessageChannel channel =
                new EmailType()
                        .create(
                                "mail",
                                new ChannelOptions(
                                        options(Map.of("connections", "" + connections))))) {
            assertThat(channel.mostInFlight()).isEqualTo(connections);
        }
    }

    private static OutboundMessage message(String title, String bank, String text) {
        OutboundMessage like = TestingMessages.text(text, title);
        return new OutboundMessage(
                like.messageId(),
                like.bankId(),
                bank,
                like.severity(),
                like.eventTime(),
                like.locale(),
                text,
                title,
                null,
                List.of(new ReplyOption(Answer.LEGITIMATE, "Yes", "c1.AL9.l.x.sig-yes")));
    }

    private SendOutcome send(Map<String, String> options, OutboundMessage message)
            throws Exception {
        return sendTo(CUSTOMER, options, message);
    }

    private SendOutcome sendTo(String address, Map<String, String> options, OutboundMessage message)
            throws Exception {
        try (MessageChannel channel =
                new EmailType().create("mail", new ChannelOptions(options(options)))) {
            return channel.send(TestingPermits.to("mail", address), message)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private Map<String, String> options(Map<String, String> more) {
        Map<String, String> options = new HashMap<>();
        options.put("host", "127.0.0.1");
        options.put("port", String.valueOf(server.getSmtp().getPort()));
        options.put("tls", "none");
        options.put("from", "alerts@bank.example");
        options.putAll(more);
        return options;
    }

    /** The text; this server drops the line end of the last line. */
    private static String text(MimeMessage email) throws Exception {
        return ((String) email.getContent()).stripTrailing();
    }

    private MimeMessage received() {
        return server.getReceivedMessages()[0];
    }
}

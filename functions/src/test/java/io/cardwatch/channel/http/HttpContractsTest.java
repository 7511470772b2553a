package io.cardwatch.channel.http;

import io.cardwatch.channel.ChannelContract;
import io.cardwatch.channel.ChannelType;
import io.cardwatch.channel.ChannelTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/**
 * What every channel keeps to, by the channels over HTTP; formats are their own tests' business.
 */
class HttpContractsTest {
    @Nested
    class Webhook extends HttpContract {
        Webhook() {
            super("webhook", "customer-1", List.of("secret"), 200, "{}");
        }

        @Override
        Map<String, String> own(String base) {
            return Map.of("url", base + "/alerts");
        }
    }

    @Nested
    class Twilio extends HttpContract {
        Twilio() {
            super(
                    "twilio",
                    "+15555550123",
                    List.of("auth-token"),
                    201,
                    "{\"sid\":\"SM00000000000000000000000000000001\",\"status\":\"accepted\"}");
        }

        @Override
        Map<String, String> own(String base) {
            return Map.of(
                    "host", base,
                    "account", "AC00000000000000000000000000000001",
                    "sender", "+15550100");
        }
    }

    @Nested
    class Messenger extends HttpContract {
        Messenger() {
            super(
                    "messenger",
                    "psid:5551234567890123",
                    List.of("access-token", "app-secret"),
                    200,
                    "{\"recipient_id\":\"5551234567890123\",\"message_id\":\"m_1\"}");
        }

        @Override
        Map<String, String> own(String base) {
            return Map.of("host", base, "page", "109876543210987");
        }
    }

    @Nested
    class WhatsApp extends HttpContract {
        WhatsApp() {
            super(
                    "whatsapp",
                    "+15551234567",
                    List.of("access-token", "app-secret"),
                    200,
                    "{\"messaging_product\":\"whatsapp\",\"messages\":[{\"id\":\"wamid.1\"}]}");
        }

        @Override
        Map<String, String> own(String base) {
            return Map.of("host", base, "phone-number-id", "109876543210987");
        }
    }

    /** A channel that posts to a provider on this machine. */
    abstract static class HttpContract extends ChannelContract {
        private final TestingProvider provider = new TestingProvider();
        private final String type;
        private final String address;
        private final List<String> secrets;

        HttpContract(String type, String address, List<String> secrets, int status, String answer) {
            this.type = type;
            this.address = address;
            this.secrets = secrets;
            provider.always(TestingReaction.answer(status, answer));
        }

        /** The channel's own options, for a provider there. */
        abstract Map<String, String> own(String base);

        @AfterEach
        void stop() {
            provider.close();
        }

        @Override
        protected ChannelType type() {
            return ChannelTypes.of(type);
        }

        @Override
        protected Map<String, String> options() {
            return new HashMap<>(own(provider.base()));
        }

        @Override
        protected List<String> secrets() {
            return secrets;
        }

        @Override
        protected String address() {
            return address;
        }

        @Override
        protected int arrived() {
            return provider.requests().size();
        }
    }
}

package io.cardwatch.sample;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** The ways in which a feed goes wrong; each turns a good record into one to be rejected. */
enum BadRecord {
    MISSING_FIELD {
        @Override
        void spoil(ObjectNode event) {
            event.remove("cardRef");
        }
    },
    UNKNOWN_CURRENCY {
        @Override
        void spoil(ObjectNode event) {
            event.put("currency", "XQQ");
        }
    },
    NEGATIVE_AMOUNT {
        @Override
        void spoil(ObjectNode event) {
            event.put("amountMinor", -1_250);
        }
    },
    UNKNOWN_COUNTRY {
        @Override
        void spoil(ObjectNode event) {
            event.put("merchantCountry", "QQ");
        }
    },
    WRONG_BANK {
        @Override
        void spoil(ObjectNode event) {
            event.put("bankId", "bank-elsewhere");
        }
    },
    BAD_TIME {
        @Override
        void spoil(ObjectNode event) {
            event.put("eventTime", "yesterday at noon");
        }
    },
    CARD_NUMBER {
        @Override
        void spoil(ObjectNode event) {
            event.put("merchantName", "Sample Shop " + CANARY);
        }
    },
    MALFORMED {
        @Override
        String of(String value) {
            return value.substring(0, value.length() / 2);
        }

        @Override
        void spoil(ObjectNode event) {
            throw new UnsupportedOperationException("cut off, not spoilt");
        }
    };

    /** A test number that card networks publish; it must never come out of Cardwatch. */
    static final String CANARY = "4111111111111111";

    private static final ObjectMapper JSON = new ObjectMapper();

    abstract void spoil(ObjectNode event);

    /** A bad record made from a good one, under an id of its own. */
    String of(String value) {
        try {
            JsonNode tree = JSON.readTree(value);
            ObjectNode event = (ObjectNode) tree;
            event.put("eventId", event.get("eventId").asText() + "-bad");
            spoil(event);
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

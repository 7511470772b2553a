package io.cardwatch.consent;

import static java.util.Objects.requireNonNull;

import io.cardwatch.alert.DetailLevel;
import io.cardwatch.json.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent receipt in the sections of ISO/IEC TS 27560, for the cardholder and for who has to
 * prove the consent; {@code io/cardwatch/schema/consent-receipt.schema.json}.
 *
 * @param header which receipt this is, and of which form
 * @param piiPrincipal who consented
 * @param processing what they consented to
 * @param parties who takes part in it
 * @param event what they said, and how it is proven
 */
public record ConsentReceipt(
        Header header,
        Principal piiPrincipal,
        Processing processing,
        List<Party> parties,
        Event event) {
    /** The form that this build writes. */
    public static final String SCHEMA_VERSION = "urn:cardwatch:schema:consent-receipt:1";

    private static final String CONTROLLER = "controller";
    private static final String RECIPIENT = "recipient";
    private static final RecordCodec<ConsentReceipt> CODEC =
            new RecordCodec<>(ConsentReceipt.class);

    /**
     * Which receipt this is.
     *
     * @param receiptId as the evidence has it; null after a withdrawal, which removes the evidence
     */
    public record Header(String schemaVersion, @Nullable String receiptId, Instant issuedAt) {}

    /**
     * Who consented.
     *
     * @param address where the channel reaches them, or null after a withdrawal
     */
    public record Principal(String bankId, String subjectRef, @Nullable String address) {
        @Override
        public String toString() {
            return "Principal[redacted]";
        }
    }

    /** What was consented to. */
    public record Processing(
            String purpose,
            String lawfulBasis,
            List<String> personalDataCategories,
            String controller,
            String retention,
            List<String> recipients,
            String jurisdiction) {
        public Processing {
            personalDataCategories = List.copyOf(personalDataCategories);
            recipients = List.copyOf(recipients);
        }
    }

    /** Who takes part: the bank as controller, a channel's provider as recipient. */
    public record Party(String role, String name, @Nullable String contact) {}

    /**
     * What was said.
     *
     * @param time when; null after a withdrawal, which removes it
     * @param state granted or withdrawn
     * @param expiresAt from when on it no longer holds, or null
     */
    public record Event(
            String state,
            long version,
            String channel,
            @Nullable Instant time,
            @Nullable Instant expiresAt,
            @Nullable String textVersion,
            @Nullable String source) {}

    /**
     * What only the bank knows.
     *
     * @param name the controller's legal name
     * @param contact how it is reached about personal data
     * @param recipients who gets address and message; at least one
     * @param jurisdiction whose law applies
     */
    public record Bank(String name, String contact, List<String> recipients, String jurisdiction) {
        public Bank {
            requireNonNull(name, "name");
            requireNonNull(contact, "contact");
            requireNonNull(jurisdiction, "jurisdiction");
            recipients = List.copyOf(recipients);
            if (recipients.isEmpty()) {
                throw new IllegalArgumentException("a message goes to some provider");
            }
        }
    }

    public ConsentReceipt {
        requireNonNull(header, "header");
        requireNonNull(piiPrincipal, "piiPrincipal");
        requireNonNull(processing, "processing");
        requireNonNull(event, "event");
        parties = List.copyOf(parties);
    }

    /**
     * The receipt of a consent as it stands.
     *
     * @param address the consent's own, or a masked form of it
     */
    public static ConsentReceipt of(
            Consent consent, @Nullable String address, Bank bank, Instant issuedAt) {
        Evidence evidence = consent.evidence();
        List<Party> parties = new ArrayList<>();
        parties.add(new Party(CONTROLLER, bank.name(), bank.contact()));
        bank.recipients().forEach(name -> parties.add(new Party(RECIPIENT, name, null)));
        return new ConsentReceipt(
                new Header(
                        SCHEMA_VERSION, evidence == null ? null : evidence.receiptId(), issuedAt),
                new Principal(consent.bankId(), consent.subjectRef(), address),
                new Processing(
                        consent.purpose(),
                        "consent",
                        categories(consent),
                        bank.name(),
                        retention(consent),
                        bank.recipients(),
                        bank.jurisdiction()),
                parties,
                new Event(
                        consent.status().wireName(),
                        consent.version(),
                        consent.channel(),
                        consent.grantedAt(),
                        consent.expiresAt(),
                        evidence == null ? null : evidence.textVersion(),
                        evidence == null ? null : evidence.source()));
    }

    private static List<String> categories(Consent consent) {
        return switch (consent.status()) {
            case WITHDRAWN -> List.of("reference of the cardholder");
            case GRANTED ->
                    consent.detail() == DetailLevel.DETAILED
                            ? List.of(
                                    "contact address",
                                    "language and time zone",
                                    "that a payment looks like fraud",
                                    "amount, merchant and reasons of such a payment")
                            : List.of(
                                    "contact address",
                                    "language and time zone",
                                    "that a payment looks like fraud");
        };
    }

    private static String retention(Consent consent) {
        return switch (consent.status()) {
            case WITHDRAWN ->
                    "address and evidence are removed; that it was withdrawn is kept until erased";
            case GRANTED ->
                    consent.expiresAt() == null
                            ? "until withdrawn or erased"
                            : "used until withdrawn, at most until " + consent.expiresAt();
        };
    }

    /** As JSON, UTF-8, after its schema. */
    public byte[] json() {
        return CODEC.encode(this);
    }

    /** For a person to read: a line for each fact, under the sections' headings. */
    public String text() {
        StringBuilder text = new StringBuilder("CONSENT RECEIPT\n");
        line(text, "Receipt", header.receiptId());
        line(text, "Form", header.schemaVersion());
        line(text, "Issued", header.issuedAt());
        text.append("\nPII principal\n");
        line(text, "Bank", piiPrincipal.bankId());
        line(text, "Cardholder", piiPrincipal.subjectRef());
        line(text, "Address", piiPrincipal.address());
        text.append("\nProcessing\n");
        line(text, "Purpose", processing.purpose());
        line(text, "Lawful basis", processing.lawfulBasis());
        line(text, "Personal data", String.join("; ", processing.personalDataCategories()));
        line(text, "Controller", processing.controller());
        line(text, "Retention", processing.retention());
        line(text, "Recipients", String.join("; ", processing.recipients()));
        line(text, "Jurisdiction", processing.jurisdiction());
        text.append("\nParties\n");
        for (Party party : parties) {
            String contact = party.contact() == null ? "" : ", " + party.contact();
            line(text, party.role(), party.name() + contact);
        }
        text.append("\nEvent\n");
        line(text, "State", event.state());
        line(text, "Version", event.version());
        line(text, "Channel", event.channel());
        line(text, "Time", event.time());
        line(text, "Expires", event.expiresAt());
        line(text, "Text version", event.textVersion());
        line(text, "Source", event.source());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, @Nullable Object value) {
        text.append("  ").append(name).append(": ").append(value == null ? "-" : value);
        text.append('\n');
    }

    @Override
    public String toString() {
        return "ConsentReceipt[redacted]";
    }
}

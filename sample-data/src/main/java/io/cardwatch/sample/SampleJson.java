package io.cardwatch.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Labels, consents and settings as lines of JSON. */
final class SampleJson {
    private static final JsonFactory JSON = new JsonFactory();

    private SampleJson() {}

    static String label(SampleLabel label) {
        return line(
                json -> {
                    json.writeNumberField("schemaVersion", 1);
                    json.writeStringField("bankId", label.bankId());
                    json.writeStringField("eventId", label.eventId());
                    json.writeStringField("cardRef", label.cardRef());
                    optional(json, "merchantId", label.merchantId());
                    optional(json, "terminalId", label.terminalId());
                    json.writeStringField("eventTime", label.eventTime().toString());
                    json.writeBooleanField("fraud", label.fraud());
                    json.writeStringField("knownAt", label.knownAt().toString());
                    FraudPattern scenario = label.scenario();
                    optional(json, "scenario", scenario == null ? null : scenario.wireName());
                });
    }

    static String consent(SampleConsent consent) {
        return line(
                json -> {
                    json.writeStringField("publishedAt", consent.publishedAt().toString());
                    json.writeStringField("key", consent.key());
                    json.writeObjectFieldStart("consent");
                    json.writeStringField("bankId", consent.bankId());
                    json.writeStringField("subjectRef", consent.subjectRef());
                    json.writeStringField("purpose", consent.purpose());
                    json.writeStringField("channel", SampleConsent.CHANNEL);
                    SampleConsent.Terms terms = consent.terms();
                    json.writeStringField("status", terms == null ? "withdrawn" : "granted");
                    json.writeNumberField("version", consent.version());
                    if (terms != null) {
                        writeTerms(json, terms);
                        writeEvidence(json, consent);
                    }
                    json.writeEndObject();
                });
    }

    static String settings(GeneratorSettings settings) {
        return line(
                json -> {
                    json.writeNumberField("seed", settings.seed());
                    json.writeNumberField("cards", settings.cards());
                    json.writeNumberField("days", settings.days());
                    json.writeStringField("start", settings.start().toString());
                    json.writeArrayFieldStart("banks");
                    for (SampleBank bank : settings.banks()) {
                        json.writeStartObject();
                        json.writeStringField("bankId", bank.bankId());
                        json.writeStringField("baseCurrency", bank.baseCurrency());
                        String file = bank.bankId() + SampleSet.EVENTS_SUFFIX;
                        json.writeStringField("events", SampleSet.EVENTS + "/" + file);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static void writeTerms(JsonGenerator json, SampleConsent.Terms terms)
            throws IOException {
        json.writeStringField("address", terms.address());
        json.writeStringField("locale", terms.locale());
        json.writeStringField("timeZone", terms.timeZone());
        json.writeStringField("detail", terms.detail());
        json.writeStringField("minSeverity", terms.minSeverity());
        if (terms.quietHours()) {
            json.writeObjectFieldStart("quietHours");
            json.writeStringField("from", "22:00");
            json.writeStringField("until", "07:00");
            json.writeEndObject();
        }
        json.writeStringField("grantedAt", terms.grantedAt().toString());
        Instant expiresAt = terms.expiresAt();
        optional(json, "expiresAt", expiresAt == null ? null : expiresAt.toString());
    }

    private static void writeEvidence(JsonGenerator json, SampleConsent consent)
            throws IOException {
        json.writeObjectFieldStart("evidence");
        json.writeStringField("source", "sample-app");
        json.writeStringField("textVersion", "2026-03");
        String receipt = consent.subjectRef().replace("subj-", "rcpt-");
        json.writeStringField("receiptId", receipt + "-" + consent.version());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String field, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private static String line(Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}

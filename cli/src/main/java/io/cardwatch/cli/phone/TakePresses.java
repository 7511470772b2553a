package io.cardwatch.cli.phone;

import static java.util.Objects.requireNonNull;

import io.cardwatch.gateway.http.Endpoint;
import io.cardwatch.gateway.http.Refusal;
import io.cardwatch.gateway.http.RefusedException;
import io.cardwatch.gateway.http.WebAnswer;
import io.cardwatch.gateway.http.WebRequest;
import io.cardwatch.json.RecordCodec;
import io.cardwatch.reply.Answer;
import java.util.concurrent.CompletionStage;

/** A pressed button: the hub sends its payload to the gateway, and remembers once it is taken. */
final class TakePresses implements Endpoint {
    private static final RecordCodec<Pressed> PRESSES = new RecordCodec<>(Pressed.class);
    private static final int BAD_GATEWAY = 502;

    /** What the page says: which message, which button. */
    record Pressed(String message, Answer answer) {
        Pressed {
            requireNonNull(message, "message");
            requireNonNull(answer, "answer");
        }
    }

    /** Where a press goes. */
    @FunctionalInterface
    interface AnswerSink {
        /** Whether it was taken, so that nothing of it can be lost. */
        CompletionStage<Boolean> send(Phones.Press press);
    }

    private final Phones phones;
    private final AnswerSink gateway;

    TakePresses(Phones phones, AnswerSink gateway) {
        this.phones = phones;
        this.gateway = gateway;
    }

    @Override
    public CompletionStage<WebAnswer> answer(WebRequest request) {
        if (!request.isPost()) {
            throw new RefusedException(Refusal.METHOD);
        }
        SameOrigin.requirePage(request);
        Pressed pressed = PRESSES.decode(request.body());
        if (pressed == null) {
            throw new RefusedException(Refusal.MALFORMED);
        }
        Phones.Press press = phones.press(pressed.message(), pressed.answer());
        if (press == null) {
            throw new RefusedException(Refusal.GONE);
        }
        return gateway.send(press)
                .thenApply(
                        taken -> {
                            if (taken) {
                                phones.answered(pressed.message(), pressed.answer());
                            }
                            return WebAnswer.empty(taken ? 204 : BAD_GATEWAY);
                        });
    }
}

package io.cardwatch.gateway.http;

/** A request that is turned away; it carries nothing of the request. */
public final class RefusedException extends RuntimeException {
    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.wireName(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}

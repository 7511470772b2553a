package io.cardwatch.gateway.inbound;

/** What is done about opting in by way of a provider. Under the state's lock. */
public interface TakeOptIns {
    /** Takes a text where it belongs to an opt-in; false where it does not. */
    boolean said(Site site, News.Said said, Decision decision);

    /** Ends what an address has joined and not confirmed. */
    void stopped(Site site, Sender sender, Decision decision);

    /** Completes an opt-in by account linking. */
    void linked(Site site, News.Linked linked, Decision decision);
}

package io.cardwatch.operator;

import java.io.IOException;
import java.io.Serializable;

/**
 * How one kind of record is put in order: what it waits by, and what is kept of it meanwhile.
 *
 * @param <T> the records
 */
interface Ordered<T> extends Serializable {
    /** Whether the record's place matters to what comes next; others pass at once. */
    boolean waits(T record);

    /** Milliseconds of event time that the record takes its place by. */
    long time(T record);

    /** Whether it still goes on, at once, where it comes behind the watermark. */
    boolean goesOnLate(T record);

    /**
     * What decides between records of one key at the same time: the smaller goes first. Asked for
     * only where there are several.
     */
    String tie(T record);

    /** The record in bytes, which are sealed before they are kept. */
    byte[] encode(T record) throws IOException;

    /**
     * A record of its own from its bytes.
     *
     * @throws IOException where they are in no form that this build reads
     */
    T decode(byte[] bytes) throws IOException;
}

package io.cardwatch.window;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Whole numbers in as few bytes as they need: seven bits each, the lowest first. */
final class Varint {
    private Varint() {}

    /** A number that is seldom large and never negative; negative ones take ten bytes. */
    static void write(DataOutput out, long value) throws IOException {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = in.readByte();
            value |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than ten bytes");
    }

    /** A number that may as well be negative. */
    static void writeSigned(DataOutput out, long value) throws IOException {
        write(out, zigzag(value));
    }

    static long readSigned(DataInput in) throws IOException {
        return unzigzag(read(in));
    }

    /** Small numbers of either sign become small numbers. */
    static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}

package io.cardwatch.rule;

/** A place in a rule file: line and column, both counted from 1, in characters. */
record Position(int line, int column) {
    static final Position START = new Position(1, 1);
}

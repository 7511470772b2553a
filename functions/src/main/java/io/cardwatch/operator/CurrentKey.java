package io.cardwatch.operator;

import io.cardwatch.engine.KeyHash;

/** Whose state an operator gives at the moment. */
interface CurrentKey {
    /** The key; there is one from the first record or timer on. */
    KeyHash get();

    void set(KeyHash key);
}

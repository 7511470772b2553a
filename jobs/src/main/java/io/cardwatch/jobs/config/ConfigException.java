package io.cardwatch.jobs.config;

/**
 * A configuration file that cannot be used; the message names the file, the line, what is wrong and
 * what is accepted.
 */
public final class ConfigException extends RuntimeException {
    public ConfigException(String message) {
        super(message);
    }
}

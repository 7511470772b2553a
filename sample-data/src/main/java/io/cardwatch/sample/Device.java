package io.cardwatch.sample;

/**
 * What somebody shops with over the internet.
 *
 * @param id the bank's name for it
 * @param ip an address of the blocks reserved for documentation
 * @param country where the address seems to be, alpha-2 ISO 3166-1
 */
record Device(String id, String ip, String country) {}

import { createRequire } from "node:module";
import { isIP } from "node:net";
import type { Logger } from "@shunt/runtime";
import { type CountryResponse, open } from "maxmind";

/** ISO 3166-1 code of the country that an address belongs to, or null. */
export type CountryOf = (ip: string) => string | null;

/** The free database writes its one field at the top, MaxMind's own files write it below `country`. */
type Record = CountryResponse & { country_code?: string };

/**
 * Opens the database of countries. Where it is missing or broken, every country is unknown and a warning says so:
 * a click is worth more than its country.
 */
export async function createCountryLookup(file: string | undefined, log: Logger): Promise<CountryOf> {
  try {
    const reader = await open<Record>(file ?? defaultFile());
    return ip => {
      const record = isIP(ip) !== 0 ? reader.get(ip) : null;
      return record?.country_code ?? record?.country?.iso_code ?? null;
    };
  } catch (err) {
    log.warn({ err, file }, "no country database, countries stay unknown");
    return () => null;
  }
}

function defaultFile(): string {
  const require = createRequire(import.meta.url);
  return require.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
}

import { createRequire } from "node:module";
import type { Logger } from "@shunt/runtime";
import { type CityResponse, open, type Response } from "maxmind";
import { toPublicAddress } from "./public-address.ts";
import { remember } from "./remember.ts";
import { storable } from "./storable.ts";

/** Where an address is, as far as the database tells. */
export interface Place {
  /** ISO 3166-1, two letters. */
  country: string | null;
  region: string | null;
  city: string | null;
}

export const nowhere: Place = { country: null, region: null, city: null };

const maxRemembered = 10_000;

/** The free databases write their fields at the top, MaxMind's own files below `country`, `subdivisions` and `city`. */
type PlaceRecord = Partial<Pick<CityResponse, "country" | "subdivisions">> & {
  country_code?: string;
  state1?: string;
  city?: string | CityResponse["city"];
};

/**
 * Opens a MaxMind database of countries or cities. Where it is missing or broken, every place is unknown and a warning
 * says so: a click is worth more than its country.
 */
export async function createPlaceLookup(file: string | undefined, log: Logger): Promise<(ip: string) => Place> {
  try {
    const reader = await open<Response>(file ?? defaultFile());
    const warnOnce = onlyOnce((err: unknown) => log.warn({ err, file }, "places unknown: the database is broken"));
    const read = (ip: string): Place => {
      // Databases name a country for private and reserved ranges as well.
      const address = toPublicAddress(ip);
      if (address === undefined) return nowhere;
      try {
        const record = reader.get(address);
        return record === null ? nowhere : toPlace(record as PlaceRecord);
      } catch (err) {
        warnOnce(err);
        return nowhere;
      }
    };
    return remember(read, maxRemembered);
  } catch (err) {
    log.warn({ err, file }, "places unknown: no database");
    return () => nowhere;
  }
}

function toPlace({ country_code, country, state1, subdivisions, city }: PlaceRecord): Place {
  return {
    country: toName(country_code ?? country?.iso_code, 2),
    region: toName(state1 ?? subdivisions?.[0]?.names.en, 100),
    city: toName(typeof city === "string" ? city : city?.names.en, 100),
  };
}

function toName(name: string | undefined, maxLength: number): string | null {
  return name ? storable(name, maxLength) : null;
}

function onlyOnce<T>(tell: (value: T) => void): (value: T) => void {
  let isTold = false;
  return value => {
    if (!isTold) tell(value);
    isTold = true;
  };
}

/** The free database of countries that npm has installed. */
export function defaultFile(): string {
  const require = createRequire(import.meta.url);
  return require.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
}

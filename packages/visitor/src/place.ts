import { createRequire } from "node:module";
import { toStorable } from "@shunt/contracts/values";
import { type CityResponse, open, type Response } from "maxmind";
import { toPublicAddress } from "./public-address.ts";
import { remember } from "./remember.ts";

/** Where an address is; null where the database does not say. */
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
 * Opens a MaxMind database of countries or cities. Without a readable database every place is unknown.
 *
 * @param file path of the database; undefined for the free database of countries that npm has installed
 * @param onError called once, when the database is missing or broken
 */
export async function createPlaceLookup(
  file: string | undefined,
  onError: (err: unknown) => void,
): Promise<(ip: string) => Place> {
  const reader = await open<Response>(file ?? defaultFile()).catch(onError);
  if (!reader) return () => nowhere;
  let hasFailed = false;
  const read = (ip: string): Place => {
    // Databases name a country for private and reserved ranges as well.
    const address = toPublicAddress(ip);
    if (address === undefined) return nowhere;
    try {
      const record = reader.get(address);
      return record === null ? nowhere : toPlace(record as PlaceRecord);
    } catch (err) {
      if (!hasFailed) onError(err);
      hasFailed = true;
      return nowhere;
    }
  };
  return remember(read, maxRemembered);
}

function toPlace({ country_code, country, state1, subdivisions, city }: PlaceRecord): Place {
  return {
    country: toName(country_code ?? country?.iso_code, 2),
    region: toName(state1 ?? subdivisions?.[0]?.names.en, 100),
    city: toName(typeof city === "string" ? city : city?.names.en, 100),
  };
}

function toName(name: string | undefined, maxLength: number): string | null {
  return name ? toStorable(name, maxLength) : null;
}

/** The free database of countries that npm has installed. */
export function defaultFile(): string {
  const require = createRequire(import.meta.url);
  return require.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
}

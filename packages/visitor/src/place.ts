import { createRequire } from "node:module";
import { type Continent, continentOf } from "@shunt/contracts/links";
import { toStorable } from "@shunt/contracts/values";
import { type CityResponse, open, type Response } from "maxmind";
import { memoize } from "./memoize.ts";
import { toPublicAddress } from "./public-address.ts";

/** Location of an address; null where the database has no value. */
export interface Place {
  /** ISO 3166-1, two letters. */
  country: string | null;
  /** As MaxMind's databases assign it. */
  continent: Continent | null;
  region: string | null;
  /** ISO 3166-2, such as `DE-BY`. */
  regionCode: string | null;
  city: string | null;
}

export const unknownPlace: Place = {
  country: null,
  continent: null,
  region: null,
  regionCode: null,
  city: null,
};

const maxMemoized = 10_000;

/** Free databases have flat fields; MaxMind's files nest them in `country`, `subdivisions` and `city`. */
type PlaceRecord = Partial<Pick<CityResponse, "country" | "subdivisions">> & {
  country_code?: string;
  state1?: string;
  city?: string | CityResponse["city"];
};

/**
 * Opens a MaxMind database of countries or cities. Without a readable database every place is unknown.
 *
 * @param file path of the database; undefined for `defaultFile()`
 * @param onError called once if the database is missing or broken
 */
export async function createPlaceLookup(
  file: string | undefined,
  onError: (err: unknown) => void,
): Promise<(ip: string) => Place> {
  const reader = await open<Response>(file ?? defaultFile()).catch(onError);
  if (!reader) return () => unknownPlace;
  let hasFailed = false;
  const read = (ip: string): Place => {
    // Databases assign countries to private and reserved ranges too.
    const address = toPublicAddress(ip);
    if (address === undefined) return unknownPlace;
    try {
      const record = reader.get(address);
      return record === null ? unknownPlace : toPlace(record as PlaceRecord);
    } catch (err) {
      if (!hasFailed) onError(err);
      hasFailed = true;
      return unknownPlace;
    }
  };
  return memoize(read, maxMemoized);
}

function toPlace({ country_code, country, state1, subdivisions, city }: PlaceRecord): Place {
  const countryCode = toName(country_code ?? country?.iso_code, 2);
  const subdivision = subdivisions?.[0];
  return {
    country: countryCode,
    continent: (countryCode !== null && continentOf(countryCode)) || null,
    region: toName(state1 ?? subdivision?.names.en, 100),
    regionCode: toName(subdivision?.iso_code && `${countryCode}-${subdivision.iso_code}`, 6),
    city: toName(typeof city === "string" ? city : city?.names.en, 100),
  };
}

function toName(name: string | undefined, maxLength: number): string | null {
  return name ? toStorable(name, maxLength) : null;
}

/** Path of the free country database from npm. */
export function defaultFile(): string {
  const require = createRequire(import.meta.url);
  return require.resolve("@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb");
}

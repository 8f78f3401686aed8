import { fieldProblem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Returns the name in Postgres. @throws Problem "validation-failed" if Postgres does not know the zone */
export type GetTimeZone = (name: string) => Promise<string>;

/**
 * JavaScript and Postgres have their own copies of the IANA database, so each can have names that the other lacks.
 * Reads the names of Postgres on first use, as this is slow.
 */
export function createTimeZones(db: Db): GetTimeZone {
  let reading: Promise<ReadonlyMap<string, string>> | undefined;

  function getNames(): Promise<ReadonlyMap<string, string>> {
    reading ??= readNames(db).catch((err: unknown) => {
      reading = undefined;
      throw err;
    });
    return reading;
  }

  return async name => {
    if (name.toUpperCase() === "UTC") return "UTC";
    const names = await getNames();
    const postgresName = names.get(name.toLowerCase());
    if (postgresName === undefined)
      throw fieldProblem(
        "?timezone",
        "is not a time zone that this server knows; use another IANA name such as Europe/Vienna",
      );
    if (postgresName.includes("/")) return postgresName;
    // Postgres would read this name as an abbreviation, possibly of another zone or without summer time.
    const canonical = toCanonical(postgresName);
    return canonical === "UTC" ? canonical : (names.get(canonical.toLowerCase()) ?? postgresName);
  };
}

function toCanonical(name: string): string {
  const { timeZone } = new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions();
  return /^(?:Etc\/)?(?:UTC|UCT|GMT)$/.test(timeZone) ? "UTC" : timeZone;
}

async function readNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string }>`select name from pg_timezone_names`.execute(db);
  return new Map(rows.map(({ name }) => [name.toLowerCase(), name]));
}

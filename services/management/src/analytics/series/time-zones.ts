import { refuseField } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { sql } from "kysely";

/** Returns the name by which Postgres has a time zone that JavaScript has. @throws Problem "validation-failed" where it has none */
export type GetTimeZone = (name: string) => Promise<string>;

/**
 * Makes the function that finds time zones. JavaScript and Postgres bring their own copies of the IANA database, so each may have a
 * name that the other lacks. The names of Postgres are read once, when a question first needs them, as reading takes long.
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
    const known = names.get(name.toLowerCase());
    if (known === undefined) throw refuseField("?timezone", "is not a time zone that this server has");
    if (known.includes("/")) return known;
    // Postgres takes it for an abbreviation first, which may be another zone, or one without summer time.
    const canonical = toCanonical(known);
    return canonical === "UTC" ? canonical : (names.get(canonical.toLowerCase()) ?? known);
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

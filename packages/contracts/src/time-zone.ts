import { z } from "zod";
import { trimInvisible } from "./trim-invisible.ts";

const notTimeZone = "must be an IANA time zone such as Europe/Vienna";

/**
 * A name of the IANA database, in any case. Offsets such as `+02:00` are refused, because JavaScript and Postgres read their sign
 * differently. Postgres may lack the name.
 */
export const TimeZone = z
  .string()
  .overwrite(trimInvisible)
  .refine(value => /^[A-Za-z][\w+/-]{0,63}$/.test(value) && isTimeZone(value), notTimeZone);

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

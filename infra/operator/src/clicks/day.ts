import { z } from "zod";
import { UsageError } from "../command.ts";

const dayMs = 24 * 60 * 60_000;

/** Returns a UTC day. @throws UsageError that names the option */
export function readDay(option: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${option} is required, such as --${option} 2026-11-20`);
  if (!z.iso.date().safeParse(value).success) throw new UsageError(`--${option} must be a day, such as 2026-11-20`);
  return value;
}

/** Lists the days between two, both included. */
export function toDays(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * dayMs).toISOString().slice(0, 10));
}

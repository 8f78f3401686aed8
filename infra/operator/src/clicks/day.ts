import { z } from "zod";
import { UsageError } from "../command.ts";

const dayMs = 24 * 60 * 60_000;

/** A UTC day. @throws UsageError naming the option */
export function readDay(option: string, value: string | undefined): string {
  if (value === undefined) throw new UsageError(`--${option} is missing`);
  if (!z.iso.date().safeParse(value).success) throw new UsageError(`--${option} must be a day, such as 2026-11-20`);
  return value;
}

/** The days from one to another, both included. */
export function toDays(from: string, to: string): string[] {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  return Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * dayMs).toISOString().slice(0, 10));
}

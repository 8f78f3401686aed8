import { maxDimensionValue } from "@shunt/contracts/analytics";

/** Cuts a value to the length that aggregates hold, by code points, as Postgres counts characters. */
export function toDimensionValue(value: string): string {
  return value.length > maxDimensionValue ? [...value].slice(0, maxDimensionValue).join("") : value;
}

import { maxDimensionValue } from "@shunt/contracts/analytics";

/** A value as the aggregates hold it: cut by code points, as Postgres counts characters. */
export function toDimensionValue(value: string): string {
  return value.length > maxDimensionValue ? [...value].slice(0, maxDimensionValue).join("") : value;
}

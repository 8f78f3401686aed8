import { formatDateTime } from "../messages/format.ts";
import type { Messages } from "./messages/en.ts";

/** A value of a link as people read it, for comparing states. @param value as the API shows it */
export function describeValue(field: string, value: unknown, t: Messages): string {
  if (value === null || value === undefined || value === "") return t.valueNone;
  if (typeof value === "boolean") return value ? t.valueOn : t.valueOff;
  if (field.endsWith("_at") && typeof value === "string") return formatDateTime(value);
  if (Array.isArray(value) && value.every(each => typeof each === "string")) return value.join(", ") || t.valueNone;
  return typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
}

/** The name of a field, or its API name if it is one of a newer release. */
export function toFieldLabel(field: string, t: Messages): string {
  return (t.fieldLabels as Record<string, string>)[field] ?? field;
}

import type { AuditEntry } from "@shunt/contracts/admin";

type Described = Pick<AuditEntry, "action" | "details">;

/** Describes an action, to follow the name of the account: "blocked a link". A newer server may log further actions. */
export function describeEntry({ action }: Described, texts: Readonly<Record<string, string>>): string {
  return texts[action] ?? action;
}

const maxValueLength = 120;

/** The details in a line: `host: bad.example, reason: Phishing`. Values that are objects are left to the JSON. */
export function describeDetails({ details }: Described, names: Readonly<Record<string, string>>): string {
  return Object.entries(details)
    .map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value] as const)
    .filter(([, value]) => value !== null && typeof value !== "object" && value !== "")
    .map(([name, value]) => `${names[name] ?? name.replaceAll("_", " ")}: ${shorten(String(value))}`)
    .join(", ");
}

function shorten(text: string): string {
  return text.length > maxValueLength ? `${text.slice(0, maxValueLength)}…` : text;
}

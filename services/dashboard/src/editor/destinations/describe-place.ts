import type { Messages } from "./messages/en.ts";

/** Names the setting of the link to which a JSON pointer leads. */
export function describePlace(pointer: string, t: Messages): string {
  const [field = "", ...rest] = pointer.slice(1).split("/");
  const variant = rest.indexOf("variants");
  const names = [
    field === "rules"
      ? t.rule(Number(rest[0]) + 1)
      : field === "split"
        ? ""
        : (t.fields[field as keyof Messages["fields"]] ?? field),
    variant < 0 ? "" : t.variant(Number(rest[variant + 1]) + 1),
  ];
  return names.filter(Boolean).join(", ");
}

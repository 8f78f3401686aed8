/** The texts that a condition names. Values have the form in which they are compared. */
export type TextMatch =
  | { kind: "any" }
  | { kind: "list"; values: ReadonlySet<string> }
  | { kind: "containing" | "starting"; part: string }
  /** Languages: each matches its own sub-languages too. */
  | { kind: "languages"; values: ReadonlySet<string> };

/** Whether `whole` matches every text that `part` matches; false if that is not certain. */
export function isWithin(part: TextMatch, whole: TextMatch): boolean {
  if (whole.kind === "any") return true;
  switch (part.kind) {
    case "any":
      return false;
    case "list":
    case "languages":
      return [...part.values].every(value => isMatch(value, whole));
    case "containing":
      return whole.kind === "containing" && part.part.includes(whole.part);
    case "starting":
      if (whole.kind === "containing") return part.part.includes(whole.part);
      return whole.kind === "starting" && part.part.startsWith(whole.part);
  }
}

/** Whether no text matches both; false if that is not certain. */
export function isApart(one: TextMatch, other: TextMatch): boolean {
  if (one.kind === "list") return [...one.values].every(value => !isMatch(value, other));
  if (other.kind === "list") return isApart(other, one);
  if (one.kind !== "starting" || other.kind !== "starting") return false;
  return !one.part.startsWith(other.part) && !other.part.startsWith(one.part);
}

function isMatch(text: string, match: TextMatch): boolean {
  switch (match.kind) {
    case "any":
      return true;
    case "list":
      return match.values.has(text);
    case "containing":
      return text.includes(match.part);
    case "starting":
      return text.startsWith(match.part);
    case "languages":
      return text.split("-").some((_, i, parts) => match.values.has(parts.slice(0, i + 1).join("-")));
  }
}

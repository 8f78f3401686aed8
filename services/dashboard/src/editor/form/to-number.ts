/** The number that a text says, null for an empty one, or the text itself for the check of the form to name it. */
export function toNumber(typed: string): number | string | null {
  const trimmed = typed.trim();
  if (trimmed === "") return null;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : trimmed;
}

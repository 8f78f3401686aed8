/** The pattern by which `like` and `ilike` find a text anywhere in another, whatever signs it holds. */
export function toContainsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

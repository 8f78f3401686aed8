/** Returns a `like` or `ilike` pattern that matches any text containing `text` literally. */
export function toContainsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

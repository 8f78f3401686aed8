/**
 * The user agent without the model of an Android device, because models may be named "Spider 9" or "M bot 61". A
 * comment that identifies a bot stays.
 */
export function withoutModel(userAgent: string): string {
  const system = userAgent.indexOf("Android");
  if (system < 0) return userAgent;
  const end = findEndOfComment(userAgent, system);
  const start = userAgent.indexOf(";", system);
  if (start < 0 || start > end) return userAgent;
  const model = userAgent.slice(start, end);
  return /compatible;|:\/\/|bot\/|-google\//i.test(model)
    ? userAgent
    : userAgent.slice(0, start) + userAgent.slice(end);
}

/** Index of the parenthesis that closes the comment around a position, else the end. Models may contain parentheses. */
function findEndOfComment(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")" && depth-- === 0) return i;
  }
  return text.length;
}

/**
 * The agent without the model of an Android device: models have any name, "Spider 9" and "M bot 61" among them. A comment
 * that holds more than a model stays.
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

/** The parenthesis that closes the comment around a position, or the end of the text. Models may have parentheses of their own. */
function findEndOfComment(text: string, from: number): number {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "(") depth += 1;
    if (text[i] === ")" && depth-- === 0) return i;
  }
  return text.length;
}

/** Keywords and functions of PromQL, which are not metrics. */
const keywords = new Set(["and", "or", "unless", "bool", "offset", "group_left", "group_right", "inf", "nan"]);

export function readMetricNames(expression: string): Set<string> {
  const bare = expression
    .replaceAll(/"[^"]*"/g, "")
    .replaceAll(/\{[^}]*\}|\[[^\]]*\]/g, "")
    .replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, "");
  const names = bare.matchAll(/(?<!\w)[a-zA-Z_:][\w:]*(?!\w|\s*\()/g);
  return new Set([...names].map(([name]) => name).filter(name => !keywords.has(name)));
}

/** Parses a `Cookie` header as servers do (RFC 6265, 5.4): values may be quoted or percent-encoded. */
export function* readCookies(header: string): Generator<[name: string, value: string]> {
  for (const pair of header.split(";")) {
    const equals = pair.indexOf("=");
    if (equals > 0) yield [pair.slice(0, equals).trim(), toValue(pair.slice(equals + 1).trim())];
  }
}

function toValue(text: string): string {
  const value = text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

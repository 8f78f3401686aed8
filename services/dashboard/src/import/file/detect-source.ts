/** Columns that only the export of one product has, in lower case and without separators. The first match counts. */
const signatures: readonly (readonly [string, readonly string[]])[] = [
  ["Shunt", ["originalurl", "shortcode", "othercodes"]],
  ["Bitly", ["bitlink"]],
  ["Bitly", ["custombitlinks"]],
  ["Rebrandly", ["slashtag"]],
  ["Short.io", ["originalurl", "idstring"]],
  ["Short.io", ["originalurl", "path"]],
  ["TinyURL", ["tinyurl"]],
  ["Shlink", ["longurl", "shortcode"]],
  ["Kutt", ["target", "address"]],
  ["Dub", ["shortlink", "destinationurl"]],
  ["Dub", ["link", "url", "createdat"]],
  ["YOURLS", ["keyword", "url"]],
  ["YOURLS", ["shorturl", "url", "timestamp"]],
  ["tiny.cc", ["url", "shortid"]],
  ["tiny.cc", ["url", "shorturl", "note"]],
  ["Sink", ["slug", "url"]],
];

/** The product whose export has such a header. */
export function detectSource(header: readonly string[]): string | undefined {
  const names = new Set(header.map(name => name.toLowerCase().replace(/[^a-z0-9]/g, "")));
  return signatures.find(([, columns]) => columns.every(column => names.has(column)))?.[0];
}

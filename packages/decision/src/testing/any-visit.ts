import fc from "fast-check";

const agents = [
  "",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
  "Googlebot/2.1 (+http://www.google.com/bot.html)",
];
const oneOf = fc.constantFrom;

/** Facts of a visit: few values for each, so that conditions on them often hold, and often fail. */
export const anyVisitFacts = fc.record({
  at: fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }),
  query: oneOf("", "qr", "a=", "a=bc", "a=x&a=bc", "a=BC&qr", "a=%E0%A4%A"),
  languages: oneOf("", "de-AT,en;q=0.5", "en,de-CH;q=0.9", "en,de-CH", "fr-CA;q=0.3,de;q=0.2", "*"),
  userAgent: oneOf(...agents),
  referrer: oneOf("", "https://www.google.de/search?q=x", "https://News.example/", "android-app://com.slack", "no URL"),
  address: oneOf("8.8.8.8", "8.9.0.1", "81.2.69.142", "::ffff:8.8.8.8", "2001:db8::7", "2a00::1", "192.0.2.7", "none"),
  clicks: oneOf(undefined, 0, 1, 2, 3, 9),
  headers: fc.record({ cookie: oneOf("", "seen=yes", "seen=no; seen=yes", "seen=") }),
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { addQuery } from "./forward-query.ts";

/** Destination, the visitor's query, and the result if the visitor's and if the link's parameters win. */
const corpus: [destination: string, query: string, visitorWins: string, linkWins?: string][] = [
  ["https://a.example/", "x=1", "https://a.example/?x=1"],
  ["https://a.example/?", "x=1", "https://a.example/?x=1"],
  ["https://a.example/p?y=2", "x=1", "https://a.example/p?y=2&x=1"],
  ["https://a.example/p?y=2#top", "x=1", "https://a.example/p?y=2&x=1#top"],
  ["https://a.example/p#/route?z=3", "x=1", "https://a.example/p?x=1#/route?z=3"],
  // Order, duplicates, empty values and valueless parameters.
  ["https://a.example/", "b=1&a=2&b=1&b=", "https://a.example/?b=1&a=2&b=1&b="],
  ["https://a.example/", "abc", "https://a.example/?abc"],
  ["https://a.example/", "abc&&=&=1", "https://a.example/?abc&&=&=1"],
  ["https://a.example/?&k", "x", "https://a.example/?&k&x"],
  // Bytes.
  ["https://a.example/", "q=a+b%20c%2Bd", "https://a.example/?q=a+b%20c%2Bd"],
  ["https://a.example/", "q=%zz&r=%&s=%f", "https://a.example/?q=%zz&r=%&s=%f"],
  ["https://a.example/", "q=%ff%FE%00%0d%0a", "https://a.example/?q=%ff%FE%00%0d%0a"],
  ["https://a.example/", "a.b=1&c[]=2&d[e]=3&__proto__=4", "https://a.example/?a.b=1&c[]=2&d[e]=3&__proto__=4"],
  ["https://a.example/", "u=https://b.example/?x=1", "https://a.example/?u=https://b.example/?x=1"],
  ["https://a.example/", "?x=1", "https://a.example/??x=1"],
  ["https://a.example/", "q='\"<>`{}|^\\", "https://a.example/?q='\"<>`{}|^\\"],
  ["https://a.example/", "a;b=1;c", "https://a.example/?a;b=1;c"],
  ["https://a.example/", "abc#1", "https://a.example/?abc%231"],
  // Conflicts, by the decoded name.
  ["https://a.example/?x=1&y=2", "x=3", "https://a.example/?y=2&x=3", "https://a.example/?x=1&y=2"],
  ["https://a.example/?x=1&x=2", "x=3&x=4", "https://a.example/?x=3&x=4", "https://a.example/?x=1&x=2"],
  ["https://a.example/?x", "x=", "https://a.example/?x=", "https://a.example/?x"],
  ["https://a.example/?%78=1", "x=3&z", "https://a.example/?x=3&z", "https://a.example/?%78=1&z"],
  ["https://a.example/?a+b=1", "a%20b=2", "https://a.example/?a%20b=2", "https://a.example/?a+b=1"],
  ["https://a.example/?X=1", "x=2", "https://a.example/?X=1&x=2"],
  ["https://a.example/?%3Fx=1", "?x=2", "https://a.example/??x=2", "https://a.example/?%3Fx=1"],
  ["https://a.example/?&x=1", "&x=2", "https://a.example/?&&x=2", "https://a.example/?&x=1&"],
  ["https://a.example/?constructor=1", "toString=2", "https://a.example/?constructor=1&toString=2"],
  // Parameters of the redirect itself.
  ["https://a.example/", "qr", "https://a.example/"],
  ["https://a.example/", "qr=1&x=1&%71r=2", "https://a.example/?x=1"],
  ["https://a.example/", "x=1&shunt_continue&%73hunt_ticket=t&shunt_continue=y", "https://a.example/?x=1"],
  ["https://a.example/?qr=own", "x=1", "https://a.example/?qr=own&x=1"],
];

test.each(corpus)("addQuery adds to %j the query %j", (destination, query, visitorWins, linkWins = visitorWins) => {
  expect(addQuery(destination, query, "visitor_wins")).toBe(visitorWins);
  expect(addQuery(destination, query, "link_wins")).toBe(linkWins);
});

test("addQuery leaves out a query that makes the URL longer than 12,288 characters", () => {
  const destination = `https://a.example/?x=${"x".repeat(8_000)}#end`;
  const fits = "y".repeat(12_288 - destination.length - "&".length);

  expect(addQuery(destination, fits, "visitor_wins")).toHaveLength(12_288);
  expect(addQuery(destination, `${fits}y`, "visitor_wins")).toBe(destination);
});

const winner = fc.constantFrom("visitor_wins", "link_wins");
const piece = fc.constantFrom("a", "b=", "=", "&", "&&", "%", "%0d%0a", "%61", "+", "?", "/", "qr", "%C3%A9", ";");
const query = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(""));
const ascii = fc.constantFrom(...Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)));

test("addQuery keeps every byte of a query without names of the destination, in order", () => {
  const asSent = fc.array(ascii, { minLength: 1, maxLength: 40 }).map(all => all.join(""));

  fc.assert(
    fc.property(asSent, winner, (given, wins) => {
      fc.pre(!given.includes("#") && !/(?:^|&)qr/.test(given.replaceAll(/%[0-9a-f]{2}/gi, "qr")));

      expect(addQuery("https://a.example/#f", given, wins)).toBe(`https://a.example/?${given}#f`);
    }),
  );
});

test("addQuery changes the query only, and drops only parameters with a name that the other side has", () => {
  fc.assert(
    fc.property(query, query, winner, (own, given, wins) => {
      const url = `https://a.example/p?${own}#f`;

      const added = addQuery(url, given, wins);

      expect(added).toMatch(/^https:\/\/a\.example\/p\?[!-~]*#f$/);
      const namesOf = (text: string) => [...new URLSearchParams(`&${text}`).keys()];
      const all = new Set([...namesOf(own), ...namesOf(given).filter(name => name !== "qr")]);
      expect(new Set(namesOf(added.slice("https://a.example/p?".length, -2)))).toEqual(all);
    }),
  );
});

const hostile = fc.string({ unit: "binary", maxLength: 40 });
const units = fc.array(fc.nat(0xffff), { maxLength: 40 }).map(all => String.fromCharCode(...all));

test("addQuery returns printable ASCII for every query, so that no header can be injected", () => {
  fc.assert(
    fc.property(fc.oneof(hostile, units), winner, (given, wins) => {
      expect(addQuery("https://a.example/?own#f", given, wins)).toMatch(/^[!-~]+$/);
    }),
  );
});

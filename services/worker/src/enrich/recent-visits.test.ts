import { expect, test } from "vitest";
import { RecentVisits } from "./recent-visits.ts";

test("each visitor on each link has a place of its own, which it keeps", () => {
  const visits = new RecentVisits(2 ** 12);
  const visitors = Array.from({ length: 200 }, (_, i) => ({ link: i % 5, network: i % 7, userAgent: i }));

  const places = visitors.map(visitor => visits.find(visitor, 1_000));

  expect(new Set(places).size).toBe(visitors.length);
  expect(visitors.map(visitor => visits.find(visitor, 2_000))).toEqual(places);
});

test("a new visitor takes the place of the one that was away the longest, and starts from zero", () => {
  const visits = new RecentVisits(8);
  const visitors = Array.from({ length: 9 }, (_, i) => ({ link: 1, network: 1, userAgent: i }));
  const [longAway, ...others] = visitors;
  const newest = others.pop();
  const place = visits.find(longAway as (typeof visitors)[number], 1_000);
  visits.burst[place] = 7;
  visits.lastHeadAt[place] = 1_000;
  for (const other of others) visits.find(other, 2_000);

  expect(visits.find(newest as (typeof visitors)[number], 3_000)).toBe(place);
  expect([visits.burst[place], visits.lastHeadAt[place]]).toEqual([0, 0]);
});

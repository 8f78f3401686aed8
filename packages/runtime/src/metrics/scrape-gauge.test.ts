import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { addScrapeGauge } from "./scrape-gauge.ts";
import { createTally } from "./tally.ts";

async function scrape(registry: Registry): Promise<string[]> {
  return (await registry.metrics()).split("\n").filter(line => line !== "" && !line.startsWith("#"));
}

test("addScrapeGauge reads the gauge at each scrape and leaves it out while its value is unknown", async () => {
  const registry = new Registry();
  const readings = [3, new Error("down"), undefined, 0];
  const errors: unknown[] = [];
  addScrapeGauge(registry, {
    name: "depth",
    help: "-",
    async read() {
      const reading = readings.shift();
      if (reading instanceof Error) throw reading;
      return reading;
    },
    onUnknown: err => errors.push(err),
  });

  expect(await scrape(registry)).toEqual(["depth 3"]);
  expect(await scrape(registry)).toEqual([]);
  expect(await scrape(registry)).toEqual([]);
  expect(await scrape(registry)).toEqual(["depth 0"]);
  expect(errors).toMatchObject([{ message: "down" }]);
});

test("addScrapeGauge with a label publishes only the values of the last reading", async () => {
  const registry = new Registry();
  const readings = [{ active: 1, waiting: 2 }, { active: 4 }, undefined];
  addScrapeGauge(registry, { name: "jobs", help: "-", label: "state", read: () => readings.shift() });

  expect(await scrape(registry)).toEqual(['jobs{state="active"} 1', 'jobs{state="waiting"} 2']);
  expect(await scrape(registry)).toEqual(['jobs{state="active"} 4']);
  expect(await scrape(registry)).toEqual([]);
});

test("createTally counts by both labels and reports the sums at every scrape", async () => {
  const registry = new Registry();
  const count = createTally(registry, {
    name: "answers_total",
    help: "-",
    labelNames: ["outcome", "source"],
    startAtZero: [["gone", "redis"]],
  });

  count("found", "memory");
  count("found", "memory");
  count("missed", "none");

  const lines = [
    'answers_total{outcome="gone",source="redis"} 0',
    'answers_total{outcome="found",source="memory"} 2',
    'answers_total{outcome="missed",source="none"} 1',
  ];
  expect(await scrape(registry)).toEqual(lines);
  expect(await scrape(registry)).toEqual(lines);
});

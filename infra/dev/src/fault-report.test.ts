import { expect, test } from "vitest";
import { toChaosReport, toFaultReport, toMemoryReport } from "./fault-report.ts";

test("toFaultReport sums the rounds of a fault in one row, with the longest time", () => {
  const rest = { lost: 0, duplicated: 0, wrongSums: 0, misdirected: 0, rejected: 0, unanswered: 1 };

  const report = toFaultReport([
    { fault: "Redis dies", visits: 400, clicks: 399, drainedInMs: 1_200, ...rest },
    { fault: "a disk is full", visits: 300, clicks: 300, drainedInMs: 50, ...rest, lost: 2 },
    { fault: "Redis dies", visits: 500, clicks: 500, drainedInMs: 3_400, ...rest },
  ]);

  expect(report.split("\n")).toEqual([
    "| fault          | visits | clicks | lost | duplicated | not 302 | unanswered | drained, s |",
    "| -------------- | -----: | -----: | ---: | ---------: | ------: | ---------: | ---------: |",
    "| Redis dies     |    900 |    899 |    0 |          0 |       0 |          2 |        3.4 |",
    "| a disk is full |    300 |    300 |    2 |          0 |       0 |          1 |        0.1 |",
  ]);
});

test("toMemoryReport prints a row for each process, in megabytes", () => {
  const bytes = { middle: 104_857_600, last: 105_906_176, bytesPerHour: -524_288, most: 125_829_120 };
  const report = toMemoryReport([{ name: "worker 1", ...bytes }]);

  expect(report.split("\n")).toEqual([
    "| memory of | second third, MB | last third, MB | growth, MB/h | maximum, MB |",
    "| --------- | ---------------: | -------------: | -----------: | ----------: |",
    "| worker 1  |            100.0 |          101.0 |         -0.5 |       120.0 |",
  ]);
});

test("toChaosReport prints the number of each fault, and the delays of clicks in seconds", () => {
  const report = toChaosReport({
    minutes: 60,
    kills: { redirect: 140, worker: 139 },
    storeFaults: { "Redis frozen": 3 },
    delays: { p50: 130, p99: 31_240, longest: 42_000 },
    unknownRefused: 9,
  });

  expect(report.split("\n")).toEqual([
    "| in 60 minutes   | times |",
    "| --------------- | ----: |",
    "| redirect killed |   140 |",
    "| worker killed   |   139 |",
    "| Redis frozen    |     3 |",
    "",
    "From an answer to the commit that counts its click: median 0.1 s, 99 % within 31.2 s, longest 42.0 s.",
    "Visits answered with 503, as their redirect had just started and did not know the link: 9.",
  ]);
});

import { Counter, type Registry } from "prom-client";
import type { Lane } from "../lanes/lane.ts";
import { addScrapeGauge } from "./scrape-gauge.ts";

/** Publishes how full the lanes are, by their names. */
export function watchLanes(registry: Registry, lanes: readonly Lane[]): void {
  addScrapeGauge(registry, {
    name: "shunt_lane_running",
    help: "Places of a lane that are taken",
    label: "lane",
    read: () => Object.fromEntries(lanes.map(({ name, state }) => [name, state().running])),
  });
  addScrapeGauge(registry, {
    name: "shunt_lane_waiting",
    help: "Work that waits for a place in a lane",
    label: "lane",
    read: () => Object.fromEntries(lanes.map(({ name, state }) => [name, state().waiting])),
  });
  new Counter({
    name: "shunt_lane_refusals_total",
    help: "Work that a lane has refused because it, or the share of an account, was full",
    labelNames: ["lane"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, state } of lanes) this.inc({ lane: name }, state().refused);
    },
  });
}

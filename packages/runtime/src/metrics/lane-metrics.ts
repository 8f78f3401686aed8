import { Counter, type Registry } from "prom-client";
import type { Lane } from "../lanes/lane.ts";
import { addScrapeGauge } from "./scrape-gauge.ts";

/** Publishes usage and refusals of lanes. */
export function watchLanes(registry: Registry, lanes: readonly Lane[]): void {
  addScrapeGauge(registry, {
    name: "shunt_lane_running",
    help: "Tasks that run in a lane",
    label: "lane",
    read: () => Object.fromEntries(lanes.map(({ name, state }) => [name, state().running])),
  });
  addScrapeGauge(registry, {
    name: "shunt_lane_waiting",
    help: "Tasks that wait for a lane",
    label: "lane",
    read: () => Object.fromEntries(lanes.map(({ name, state }) => [name, state().waiting])),
  });
  new Counter({
    name: "shunt_lane_refusals_total",
    help: "Tasks refused because a lane or a client's share of it was full",
    labelNames: ["lane"],
    registers: [registry],
    collect() {
      this.reset();
      for (const { name, state } of lanes) this.inc({ lane: name }, state().refused);
    },
  });
}

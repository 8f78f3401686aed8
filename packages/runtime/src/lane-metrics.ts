import { Counter, Gauge, type Registry } from "prom-client";
import type { Lane } from "./lane.ts";

/** Publishes how full the lanes are, by their names. */
export function watchLanes(registry: Registry, lanes: readonly Lane[]): void {
  const registers = [registry];
  const labelNames = ["lane"];
  new Gauge({
    name: "shunt_lane_running",
    help: "Places of a lane that are taken",
    labelNames,
    registers,
    collect() {
      for (const { name, state } of lanes) this.set({ lane: name }, state().running);
    },
  });
  new Gauge({
    name: "shunt_lane_waiting",
    help: "Work that waits for a place in a lane",
    labelNames,
    registers,
    collect() {
      for (const { name, state } of lanes) this.set({ lane: name }, state().waiting);
    },
  });
  new Counter({
    name: "shunt_lane_refusals_total",
    help: "Work that a lane has refused because it, or the share of an account, was full",
    labelNames,
    registers,
    collect() {
      this.reset();
      for (const { name, state } of lanes) this.inc({ lane: name }, state().refused);
    },
  });
}

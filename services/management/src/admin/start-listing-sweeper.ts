import { type Logger, repeat } from "@shunt/runtime";
import { system } from "../access/index.ts";
import type { ChangeDeps } from "../changes/index.ts";
import { changeLinks } from "../links/index.ts";
import { applyListings } from "./unsafe-links-store.ts";

const everyMs = 3_000;

/** Marks links that workers found on block lists. Any number of processes may. */
export function startListingSweeper(deps: ChangeDeps, log: Logger): { stop(): Promise<void> } {
  return repeat({
    run: async () => {
      while ((await changeLinks(deps, system, applyListings)).result > 0);
    },
    everyMs,
    onError: err => log.warn({ err }, "listed links not marked"),
  });
}

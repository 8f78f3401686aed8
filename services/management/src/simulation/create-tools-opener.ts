import { openTools, type Tools } from "@shunt/decision";
import type { Logger } from "@shunt/runtime";
import type { Config } from "../config.ts";

/** Opens the readers of facts once, with the first simulation: most processes never need their memory. */
export function createToolsOpener(settings: Config["decisions"], log: Logger): () => Promise<Tools> {
  let opened: Promise<Tools> | undefined;
  const onError = (err: unknown) => log.error({ err }, "places are unavailable");
  return () => {
    opened ??= openTools(settings, onError);
    return opened;
  };
}

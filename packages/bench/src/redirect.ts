import { resolve } from "node:path";
import { freePort } from "@shunt/dev";
import type { Stage } from "./stage.ts";
import type { SubjectSpec } from "./subject.ts";

const root = resolve(import.meta.dirname, "../../..");

/** A redirect on free ports, with a spool of its own. @param own added to its variables; must name its Redis */
export async function toRedirectSpec(
  stage: Stage,
  name: string,
  own: Record<string, string>,
  entry = "services/redirect/dist/main.js",
): Promise<{ spec: SubjectSpec; origin: string }> {
  const [port, opsPort] = [await freePort(), await freePort()];
  const origin = `http://127.0.0.1:${port}`;
  const env = {
    DATABASE_URL: stage.databaseUrl,
    BASE_URL: origin,
    REDIRECT_PORT: String(port),
    REDIRECT_OPS_PORT: String(opsPort),
    CLICK_SPOOL_DIR: resolve(stage.scratchDir, `spool-${port}`),
    LOG_LEVEL: "warn",
    ...own,
  };
  return { spec: { name, entry: resolve(root, entry), env, readyUrl: `http://127.0.0.1:${opsPort}/readyz` }, origin };
}

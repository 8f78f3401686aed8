import { z } from "zod";

const State = z.enum(["ok", "error"]);

export const Health = z
  .object({
    api: State.describe("Always `ok` in a response."),
    database: State.describe("Whether PostgreSQL answers and has every migration of this version."),
    redis: State.describe("Whether Redis answers."),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof Health>;

/** Monitors add fields that keep caches from answering. */
export const HealthQuery = z.looseObject({});

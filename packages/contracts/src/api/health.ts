import { z } from "zod";

const State = z.enum(["ok", "error"]);

export const Health = z.object({ api: State, database: State, redis: State }).meta({ id: "Health" });
export type Health = z.infer<typeof Health>;

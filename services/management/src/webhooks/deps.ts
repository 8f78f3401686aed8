import type { HttpDeps } from "../http/index.ts";
import type { TargetsDeps } from "../targets/index.ts";

/** What the verbs of this feature work with. */
export type WebhooksDeps = HttpDeps & TargetsDeps;

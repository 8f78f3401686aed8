import type { HttpDeps } from "../http/index.ts";
import type { TargetsDeps } from "../targets/index.ts";

export type WebhooksDeps = HttpDeps & TargetsDeps;

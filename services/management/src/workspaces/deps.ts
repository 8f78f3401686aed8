import type { HttpDeps } from "../http/index.ts";

export type WorkspacesDeps = HttpDeps;

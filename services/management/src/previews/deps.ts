import type { LinksDeps } from "../links/index.ts";
import type { OutboundDeps } from "../outbound/index.ts";

export type PreviewsDeps = LinksDeps & OutboundDeps;

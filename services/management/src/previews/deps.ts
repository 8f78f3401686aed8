import type { LinksDeps } from "../links/index.ts";
import type { OutboundDeps } from "../outbound/index.ts";

/** What the verbs of this feature work with. */
export type PreviewsDeps = LinksDeps & OutboundDeps;

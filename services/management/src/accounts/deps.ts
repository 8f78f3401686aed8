import type { LinksDeps } from "../links/index.ts";
import type { Social } from "../social/index.ts";
import type { WebhooksDeps } from "../webhooks/index.ts";

/** What the verbs of this feature work with. */
export interface AccountsDeps extends LinksDeps, WebhooksDeps {
  /** Undefined where the social module is switched off. */
  social: Social | undefined;
}

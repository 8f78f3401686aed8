import type { LinksDeps } from "../links/index.ts";
import type { Social } from "../social/index.ts";
import type { WebhooksDeps } from "../webhooks/index.ts";

export interface AccountsDeps extends LinksDeps, WebhooksDeps {
  /** Undefined if the social features are disabled. */
  social: Social | undefined;
}

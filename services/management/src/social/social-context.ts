import type { Context } from "../context.ts";
import type { DeliverNotifications } from "./notifications/notification-outbox.ts";

/** What the social module has opened for itself. */
export interface Social {
  deliverNotifications: DeliverNotifications;
}

/** What the verbs of the social module work with. */
export interface SocialContext extends Context {
  social: Social;
}

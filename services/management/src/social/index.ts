/** Also used while the social features are disabled. */

export { countNotificationOutbox } from "./notifications/notification-store.ts";
export { deletePersonRows } from "./people/delete-person-rows.ts";
export { findPerson, setUsername } from "./people/person-store.ts";
export { findFeed, selectFeed } from "./posts/feed-store.ts";
export { addSocialRoutes } from "./routes.ts";
export type { Social } from "./social-context.ts";
export { startSocial } from "./start-social.ts";

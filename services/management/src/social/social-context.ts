import type { PreviewsDeps } from "../previews/index.ts";
import type { FindMedia } from "./media/media-row-store.ts";
import type { MediaStore } from "./media/media-store.ts";
import type { Notifications } from "./notifications/start-notifications.ts";

/** What `startSocial` opens. */
export interface Social extends Notifications {
  /** Storage of pictures; undefined if the server does not accept them. */
  mediaStore: MediaStore | undefined;
  findMedia: FindMedia;
}

/** The dependencies of the social feature. */
export interface SocialContext extends PreviewsDeps {
  social: Social;
}

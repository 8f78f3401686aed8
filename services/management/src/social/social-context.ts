import type { PreviewsDeps } from "../previews/index.ts";
import type { FindMedia } from "./media/media-row-store.ts";
import type { MediaStore } from "./media/media-store.ts";
import type { Notifications } from "./notifications/start-notifications.ts";

export interface Social extends Notifications {
  /** Undefined if the server does not store pictures. */
  mediaStore: MediaStore | undefined;
  findMedia: FindMedia;
}

export interface SocialContext extends PreviewsDeps {
  social: Social;
}

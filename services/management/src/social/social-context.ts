import type { PreviewsDeps } from "../previews/index.ts";
import type { FindMedia } from "./media/media-row-store.ts";
import type { MediaStore } from "./media/media-store.ts";
import type { Notifications } from "./notifications/start-notifications.ts";

/** What the social module has opened for itself. */
export interface Social extends Notifications {
  /** Where pictures are kept; undefined where none are taken. */
  mediaStore: MediaStore | undefined;
  findMedia: FindMedia;
}

/** What the verbs of the social module work with. */
export interface SocialContext extends PreviewsDeps {
  social: Social;
}

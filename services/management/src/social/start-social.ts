import { inBatches } from "@shunt/runtime";
import { createMediaStore } from "./media/create-media-store.ts";
import { findMediaByIds } from "./media/media-row-store.ts";
import { startMediaSweep } from "./media/sweep-media.ts";
import { type NotificationDeps, startNotifications } from "./notifications/start-notifications.ts";
import type { Social } from "./social-context.ts";

export function startSocial(deps: NotificationDeps): Social {
  const { config, db, log, lifecycle } = deps;
  const mediaStore = createMediaStore(config.media);
  if (mediaStore) lifecycle.onStop("picture sweep", startMediaSweep({ db, mediaStore, log }));
  return { ...startNotifications(deps), mediaStore, findMedia: inBatches(ids => findMediaByIds(db, ids)) };
}

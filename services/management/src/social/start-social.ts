import type { Db } from "@shunt/db";
import { inBatches, type Lifecycle, type Logger } from "@shunt/runtime";
import type { Config } from "../config.ts";
import { createMediaStore } from "./media/create-media-store.ts";
import { findMediaByIds } from "./media/media-row-store.ts";
import { startMediaSweep } from "./media/sweep-media.ts";
import type { Social } from "./social-context.ts";

export interface SocialDeps {
  config: Config;
  db: Db;
  log: Logger;
}

/** Opens what the social module has of its own. */
export function startSocial({ config, db, log }: SocialDeps, lifecycle: Lifecycle): Social {
  const mediaStore = createMediaStore(config);
  if (mediaStore) lifecycle.onStop("picture sweep", startMediaSweep({ db, mediaStore, log }));
  return {
    deliverNotifications: () => {},
    mediaStore,
    findMedia: inBatches(ids => findMediaByIds(db, ids)),
  };
}

import type { MediaSettings } from "../../media-settings.ts";
import { createLocalMediaStore } from "./local-media-store.ts";
import type { MediaStore } from "./media-store.ts";
import { createS3MediaStore } from "./s3-media-store.ts";

/** Prefers the bucket. */
export function createMediaStore({ dir, bucket }: MediaSettings): MediaStore | undefined {
  if (bucket) return createS3MediaStore(bucket);
  return dir === undefined ? undefined : createLocalMediaStore(dir);
}

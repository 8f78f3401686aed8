import { createLocalMediaStore } from "./local-media-store.ts";
import type { MediaStore } from "./media-store.ts";
import { createS3MediaStore } from "./s3-media-store.ts";
import type { StoreSettings } from "./store-settings.ts";

/** As the configuration says: a bucket goes before a directory. Undefined where neither is given. */
export function createMediaStore(settings: StoreSettings): MediaStore | undefined {
  const { MEDIA_DIR: dir, MEDIA_S3_URL: url, MEDIA_S3_REGION: region } = settings;
  const { MEDIA_S3_ACCESS_KEY_ID: accessKeyId, MEDIA_S3_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  if (url && accessKeyId && secretAccessKey) return createS3MediaStore({ url, region, accessKeyId, secretAccessKey });
  return dir === undefined ? undefined : createLocalMediaStore(dir);
}

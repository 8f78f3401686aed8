import { z } from "zod";

/** The address of a bucket, with the bucket in the path or in the host. */
export const BucketUrl = z
  .url({ protocol: /^https?$/ })
  .transform(value => new URL(value))
  .refine(url => !url.search && !url.hash && !url.username, "must be the address of a bucket, without keys")
  .transform(url => url.href.replace(/\/$/, ""));

export interface StoreSettings {
  MEDIA_DIR?: string | undefined;
  MEDIA_S3_URL?: string | undefined;
  MEDIA_S3_REGION: string;
  MEDIA_S3_ACCESS_KEY_ID?: string | undefined;
  MEDIA_S3_SECRET_ACCESS_KEY?: string | undefined;
}

/** @throws Error where not all is there that a bucket takes */
export function refuseHalfStore(settings: StoreSettings): void {
  const { MEDIA_S3_URL, MEDIA_S3_ACCESS_KEY_ID, MEDIA_S3_SECRET_ACCESS_KEY } = settings;
  const ofBucket = [MEDIA_S3_URL, MEDIA_S3_ACCESS_KEY_ID, MEDIA_S3_SECRET_ACCESS_KEY];
  if (new Set(ofBucket.map(value => value === undefined)).size > 1)
    throw new Error(
      "Bad configuration:\n  MEDIA_S3_URL, MEDIA_S3_ACCESS_KEY_ID, MEDIA_S3_SECRET_ACCESS_KEY: set all of them or none",
    );
}

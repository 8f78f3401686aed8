import { z } from "zod";

/** The address of a bucket, with the bucket in the path or in the host. */
export const BucketUrl = z
  .url({ protocol: /^https?$/ })
  .transform(value => new URL(value))
  .refine(url => !url.search && !url.hash && !url.username, "must be the address of a bucket, without keys")
  .transform(url => url.href.replace(/\/$/, ""));

export interface Bucket {
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/** Pictures are kept in the bucket if one is configured, else in the directory. */
export interface MediaSettings {
  dir: string | undefined;
  bucket: Bucket | undefined;
}

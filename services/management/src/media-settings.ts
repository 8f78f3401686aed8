import { z } from "zod";

/** URL of a bucket, with the bucket's name in the path or in the host. */
export const BucketUrl = z
  .url({ protocol: /^https?$/ })
  .transform(value => new URL(value))
  .refine(
    url => !url.search && !url.hash && !url.username,
    "must be the URL of a bucket without query or credentials, such as https://s3.example.com/pictures",
  )
  .transform(url => url.href.replace(/\/$/, ""));

export interface Bucket {
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

export interface MediaSettings {
  dir: string | undefined;
  bucket: Bucket | undefined;
}

import type { Operation } from "../operation.ts";
import { OwnIdQuery } from "../social/identity.ts";
import { Media, MediaBytes, MediaParams, maxMediaBytes, mediaTypes } from "../social/media.ts";

export const socialMediaOperations = {
  uploadMedia: {
    method: "post",
    path: "/api/v1/media",
    alias: "/api/media",
    tag: "social",
    summary: "Upload a picture of 5 MB at most, for a post",
    description:
      "The body is the picture: PNG, JPEG, WebP or GIF. It is drawn anew, upright, 4,096 pixels wide and high at most, and without what cameras and programs write into pictures.",
    auth: "required",
    limit: "upload",
    query: OwnIdQuery,
    body: MediaBytes,
    bodyMediaTypes: mediaTypes,
    maxBodyBytes: maxMediaBytes,
    success: { status: 201, schema: Media },
    problems: ["forbidden", "media-refused", "media-quota-reached", "body-too-large", "unsupported-media-type"],
  },
  getMedia: {
    method: "get",
    path: "/api/v1/media/:media_id",
    alias: "/api/media/:media_id",
    tag: "social",
    summary: "A picture, for whoever has its address",
    auth: "none",
    limit: "none",
    params: MediaParams,
    success: { status: 200, mediaTypes },
    problems: ["media-not-found"],
  },
  deleteMedia: {
    method: "delete",
    path: "/api/v1/media/:media_id",
    alias: "/api/media/:media_id",
    tag: "social",
    summary: "Delete a picture of mine, also from the posts that show it",
    description: "Administrators may delete any. Caches may show it for another hour.",
    auth: "required",
    params: MediaParams,
    query: OwnIdQuery,
    success: { status: 204 },
    problems: ["forbidden", "media-not-found"],
  },
} as const satisfies Record<string, Operation>;

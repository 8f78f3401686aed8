import { pictureNamesInEnglish, pictureTypes } from "../../picture-types.ts";
import type { Operation } from "../operation.ts";
import { OwnIdQuery } from "../social/identity.ts";
import { Media, MediaBytes, MediaParams, maxMediaBytes } from "../social/media.ts";

export const socialMediaOperations = {
  uploadMedia: {
    method: "post",
    path: "/api/v1/media",
    alias: "/api/media",
    tag: "social",
    summary: "Upload a picture for a post",
    description: `The body is the picture itself: ${pictureNamesInEnglish} of at most 5 MB. It is redrawn upright, at most 4,096 pixels wide and high, without metadata such as place and camera.`,
    auth: "required",
    limit: "upload",
    query: OwnIdQuery,
    body: MediaBytes,
    bodyMediaTypes: pictureTypes,
    maxBodyBytes: maxMediaBytes,
    success: { status: 201, schema: Media },
    problems: ["forbidden", "media-refused", "media-quota-reached", "body-too-large", "unsupported-media-type"],
  },
  getMedia: {
    method: "get",
    path: "/api/v1/media/:media_id",
    alias: "/api/media/:media_id",
    tag: "social",
    summary: "Get a picture",
    description: "Everyone who has its URL can see it.",
    auth: "none",
    limit: "none",
    params: MediaParams,
    success: { status: 200, mediaTypes: pictureTypes },
    problems: ["media-not-found"],
  },
  deleteMedia: {
    method: "delete",
    path: "/api/v1/media/:media_id",
    alias: "/api/media/:media_id",
    tag: "social",
    summary: "Delete one of your pictures",
    description: "Posts lose the picture. Administrators can delete any picture. Caches may show it for up to an hour.",
    auth: "required",
    params: MediaParams,
    query: OwnIdQuery,
    success: { status: 204 },
    problems: ["forbidden", "media-not-found"],
  },
} as const satisfies Record<string, Operation>;

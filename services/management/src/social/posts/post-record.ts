import type { Visibility } from "@shunt/contracts/social";

export interface PostRecord {
  id: string;
  authorId: string;
  username: string;
  content: string;
  media: PostMediaRecord | null;
  visibility: Visibility;
  likes: number;
  comments: number;
  /** Whether the viewer likes it. */
  isLiked: boolean;
  createdAt: Date;
}

/** An external URL or an uploaded picture, and what it shows. */
export type PostMediaRecord = { alt: string | null } & (
  | { url: string }
  | { id: string; mediaType: string; width: number; height: number }
);

export interface PostRow {
  id: string;
  author_id: string;
  username: string;
  content: string;
  media_url: string | null;
  media_id: string | null;
  media_alt: string | null;
  media_type: string | null;
  width: number | null;
  height: number | null;
  visibility: Visibility;
  likes: number;
  comments: number;
  is_liked: boolean;
  created_at: Date;
}

export function toPost(row: PostRow): PostRecord {
  return {
    id: row.id,
    authorId: row.author_id,
    username: row.username,
    content: row.content,
    media: toMedia(row),
    visibility: row.visibility,
    likes: row.likes,
    comments: row.comments,
    isLiked: row.is_liked,
    createdAt: row.created_at,
  };
}

function toMedia({ media_url, media_id, media_alt: alt, media_type, width, height }: PostRow): PostMediaRecord | null {
  if (media_url !== null) return { url: media_url, alt };
  if (media_id === null || media_type === null || width === null || height === null) return null;
  return { id: media_id, alt, mediaType: media_type, width, height };
}

import { toShortUrl } from "@shunt/contracts/links";
import type { Post, PostLink, PostMedia } from "@shunt/contracts/social";
import type { Caller } from "../../access/index.ts";
import type { Config } from "../../config.ts";
import { getLinkRows, type LinkRecord } from "../../links/index.ts";
import { findBlockedHosts } from "../../targets/index.ts";
import { toMediaUrl } from "../media/media-url.ts";
import type { SocialContext } from "../social-context.ts";
import { findPostLinks } from "./post-link-store.ts";
import type { PostMediaRecord, PostRecord } from "./post-record.ts";

/** For posts that the actor may see. Only the author sees click counts. Hides media on blocked hosts. */
export async function toPostBodies(
  { db, config }: Pick<SocialContext, "db" | "config">,
  actor: Caller,
  posts: readonly PostRecord[],
): Promise<Post[]> {
  const postLinks = await findPostLinks(
    db,
    posts.map(({ id }) => id),
  );
  const rows = await getLinkRows(
    db,
    postLinks.map(({ linkId }) => linkId),
  );
  const links = new Map(rows.map(link => [link.id, link]));
  const mediaUrls = posts.flatMap(({ media }) => (media && "url" in media ? media.url : []));
  const blockedHosts = await findBlockedHosts(db, mediaUrls);
  const isHidden = (media: PostMediaRecord) => "url" in media && blockedHosts.get(media.url) !== undefined;
  const byPost = Map.groupBy(postLinks, ({ postId }) => postId);
  return posts.map(post => ({
    post_id: post.id,
    author: { user_id: post.authorId, username: post.username },
    content: post.content,
    media: post.media && !isHidden(post.media) ? toMediaBody(post.media, config) : null,
    links: (byPost.get(post.id) ?? []).flatMap(({ url, linkId }) => {
      const link = links.get(linkId);
      // The link may have been deleted meanwhile.
      return link ? toLinkBody(url, link, { config, isAuthor: post.authorId === actor.userId }) : [];
    }),
    visibility: post.visibility,
    likes: post.likes,
    comments: post.comments,
    liked: post.isLiked,
    created_at: post.createdAt.toISOString(),
  }));
}

function toLinkBody(
  url: string,
  { code, domainHost, title, clickCount }: LinkRecord,
  { config, isAuthor }: { config: Config; isAuthor: boolean },
): PostLink {
  return {
    url,
    short_url: toShortUrl(code, domainHost, config.baseUrl),
    short_code: code,
    domain: domainHost,
    title,
    clicks: isAuthor ? clickCount : null,
  };
}

function toMediaBody(media: PostMediaRecord, { appUrl }: Config): PostMedia {
  const { alt } = media;
  if ("url" in media) return { url: media.url, media_id: null, alt, media_type: null, width: null, height: null };
  const { id, mediaType, width, height } = media;
  return { url: toMediaUrl(appUrl, id), media_id: id, alt, media_type: mediaType, width, height };
}

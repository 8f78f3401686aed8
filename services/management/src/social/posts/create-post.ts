import type { CreateLink } from "@shunt/contracts/links";
import { Problem } from "@shunt/contracts/problem";
import type { CreatePost, Post, Visibility } from "@shunt/contracts/social";
import { v7 as uuidv7 } from "uuid";
import type { Caller } from "../../access/index.ts";
import { changeLinks, type PreparedLinks, prepareLinks, writeLinks } from "../../links/index.ts";
import { enqueueNotifications } from "../notifications/notification-outbox.ts";
import type { SocialContext } from "../social-context.ts";
import { fetchTitles } from "./fetch-titles.ts";
import { type FoundUrl, findUrls } from "./find-urls.ts";
import { getPost } from "./get-post.ts";
import { toMentions } from "./mentions.ts";
import { insertPostLinks } from "./post-link-store.ts";
import { choosePostMedia } from "./post-media.ts";
import { insertPost } from "./post-store.ts";

/**
 * Each URL in the post becomes a link of the author, in the same transaction.
 *
 * @throws Problem "rate-limited" for more links or pages than the author may create, "target-refused" or
 * "validation-failed" for the URLs in it, "media-not-found"; "domain-not-found" if the author's default domain was
 * removed meanwhile
 */
export async function createPost(context: SocialContext, actor: Caller, input: CreatePost): Promise<Post> {
  const { content, visibility, media_alt: mediaAlt = null } = input;
  const urls = findUrls(content);
  await context.limits.takeWork(actor.userId, { create: urls.length, preview: urls.length });
  const prepared = await prepareLinks(
    context,
    actor,
    urls.map(url => toCreateLink(url, visibility)),
  );
  assertTargets(urls, prepared);
  const { result: written } = await changeLinks(context, actor, async links => {
    const tx = links.db;
    const media = await choosePostMedia(tx, context, actor, input.media);
    const results = await writeLinks(links, context.config, actor, prepared);
    const linkIds = results.map(result => {
      if (result instanceof Problem) throw result;
      return result.link.id;
    });
    // Created as late as possible, because the feed is sorted by it.
    const postId = uuidv7();
    await insertPost(tx, { id: postId, authorId: actor.userId, content, visibility, ...media, mediaAlt });
    await insertPostLinks(
      tx,
      urls.map(({ text }, i) => ({ postId, url: text, linkId: linkIds[i] as string })),
    );
    const mentions = await toMentions(tx, { text: content, postId, writerId: actor.userId });
    return { postId, linkIds, notifications: await enqueueNotifications(tx, mentions) };
  });
  context.social.deliverNotifications(written.notifications);
  fetchTitles(context, actor, written.linkIds);
  return getPost(context, actor, written.postId);
}

/** The link's visibility follows the post's: it must not be readable by its id either. */
function toCreateLink({ target }: FoundUrl, visibility: Visibility): CreateLink {
  return { original_url: target, reuse: false, is_public: visibility === "public" };
}

function assertTargets(urls: readonly FoundUrl[], { refusals }: PreparedLinks): void {
  for (const [i, { text }] of urls.entries()) {
    const refusal = refusals[i];
    if (refusal) throw new Problem(refusal.code, `${text}: ${refusal.message}`, { cause: refusal });
  }
}

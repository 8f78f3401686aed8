import { z } from "zod";
import { InstantText } from "../../instant.ts";
import { TargetUrl } from "../../target-url.ts";
import { text } from "../../text.ts";
import { DomainOfCode } from "../codes.ts";
import { wholeNumber } from "../query.ts";
import { ownId } from "./identity.ts";
import { SocialPage, socialPageQuery, toSize } from "./paging.ts";
import { Person } from "./people.ts";

export const Visibility = z.enum(["public", "friends", "private"]);
const aboutVisibility =
  "`public`: everyone with the id can read, like and comment; `friends`: your friends can; `private`: only you. Feeds show posts to friends only.";
export type Visibility = z.infer<typeof Visibility>;

export const maxLinksOfPost = 20;
const maxAltLength = 1_000;

export const CreatePost = z
  .strictObject({
    ...ownId,
    content: text({ min: 1, max: 5_000 }).describe(
      `The text of the post, at most 5,000 characters. Its URLs, at most ${maxLinksOfPost}, become short links of yours.`,
    ),
    media: z
      .union(
        [z.uuid(), TargetUrl],
        "must be the id of an uploaded picture, or a URL such as https://example.com/picture.png",
      )
      .nullish()
      .describe("The id of a picture that you uploaded, or the URL of a picture elsewhere; `null` for none."),
    media_alt: text({ min: 1, max: maxAltLength })
      .nullish()
      .describe(
        `Description of the picture for people who do not see it: at most ${maxAltLength.toLocaleString("en")} characters.`,
      ),
    visibility: Visibility.default("public").describe(aboutVisibility),
  })
  .refine(({ media, media_alt }) => (media ?? null) !== null || (media_alt ?? null) === null, {
    message: "describes a picture: send media too",
    path: ["media_alt"],
  })
  .meta({
    id: "CreatePost",
    examples: [{ content: "How we count clicks: https://example.com/clicks", visibility: "friends" }],
  });
export type CreatePost = z.infer<typeof CreatePost>;

export const PostLink = z
  .object({
    url: z.string().describe("The URL as it appears in `content`."),
    short_url: z.string().describe("The short URL that leads there."),
    short_code: z.string().describe("The code of the short URL."),
    domain: DomainOfCode,
    title: z.string().nullable().describe("Title of the page; `null` if it has none or is not fetched yet."),
    clicks: z.int().nullable().describe("Human clicks. Shown to the author only, else `null`."),
  })
  .meta({ id: "PostLink" });
export type PostLink = z.infer<typeof PostLink>;

export const PostMedia = z
  .object({
    url: z.string().describe("URL of the picture."),
    media_id: z.uuid().nullable().describe("Id of an uploaded picture; `null` for a picture elsewhere."),
    alt: z.string().nullable().describe("Description of the picture in the author's words, or `null`. Plain text."),
    media_type: z.string().nullable().describe("Media type; `null` for a picture elsewhere."),
    width: z.int().nullable().describe("Width in pixels; `null` for a picture elsewhere."),
    height: z.int().nullable().describe("Height in pixels; `null` for a picture elsewhere."),
  })
  .meta({ id: "PostMedia" });
export type PostMedia = z.infer<typeof PostMedia>;

export const Post = z
  .object({
    post_id: z.uuid().describe("Id of the post."),
    author: Person.describe("The person who wrote the post."),
    content: z.string().describe("The text as it was written. Plain text: escape it before you put it into markup."),
    media: PostMedia.nullable().describe("The picture of the post, or `null`."),
    links: z.array(PostLink).describe("The links of the post, in the order of the text."),
    visibility: Visibility.describe(aboutVisibility),
    likes: z.int().describe("Number of likes."),
    comments: z.int().describe("Number of comments."),
    liked: z.boolean().describe("Whether you like the post."),
    created_at: InstantText.describe("When it was posted."),
  })
  .meta({ id: "Post" });
export type Post = z.infer<typeof Post>;

export const PostParams = z.object({ post_id: z.uuid().describe("Id of the post.") });

export const ReadNewsFeed = z
  .strictObject({
    ...socialPageQuery,
    page_number: wholeNumber(1, 1_000)
      .optional()
      .describe("Number of the page, from 1. New posts shift the pages; use `cursor` to avoid that."),
  })
  .refine(({ page_number, cursor }) => page_number === undefined || cursor === undefined, {
    message: "cannot be combined with cursor: send only one of them",
    path: ["page_number"],
  })
  .transform(toSize);
export type ReadNewsFeed = z.infer<typeof ReadNewsFeed>;

export const NewsFeed = SocialPage(Post, "posts")
  .extend({ page: z.int().nullable().describe("Number of this page; `null` with `cursor`.") })
  .meta({ id: "NewsFeed" });
export type NewsFeed = z.infer<typeof NewsFeed>;

export const Liked = z
  .object({
    status: z.literal("liked").describe("Always `liked`."),
    likes: z.int().describe("Number of likes of the post."),
  })
  .meta({ id: "Liked" });
export type Liked = z.infer<typeof Liked>;

export const CreateComment = z
  .strictObject({ ...ownId, comment: text({ min: 1, max: 2_000 }).describe("The comment, at most 2,000 characters.") })
  .meta({ id: "CreateComment", examples: [{ comment: "Nice statistics!" }] });
export type CreateComment = z.infer<typeof CreateComment>;

export const Comment = z
  .object({
    comment_id: z.uuid().describe("Id of the comment."),
    post_id: z.uuid().describe("Id of the post."),
    author: Person.describe("The person who wrote the comment."),
    comment: z.string().describe("The comment as it was written. Plain text: escape it before you put it into markup."),
    created_at: InstantText.describe("When it was written."),
  })
  .meta({ id: "Comment" });
export type Comment = z.infer<typeof Comment>;

export const CommentParams = PostParams.extend({ comment_id: z.uuid().describe("Id of the comment.") });

export const ListComments = z.strictObject(socialPageQuery).transform(toSize);
export type ListComments = z.infer<typeof ListComments>;

export const CommentPage = SocialPage(Comment, "comments").meta({ id: "CommentPage" });
export type CommentPage = z.infer<typeof CommentPage>;

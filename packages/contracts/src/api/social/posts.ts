import { z } from "zod";
import { InstantText } from "../../instant.ts";
import { TargetUrl } from "../../target-url.ts";
import { text } from "../../text.ts";
import { DomainOfCode } from "../codes.ts";
import { wholeNumber } from "../query.ts";
import { ownId } from "./identity.ts";
import { SocialPage, socialPageQuery, toSize } from "./paging.ts";
import { Person } from "./people.ts";

/** `public`: whoever has the id may see, like and comment; the feed shows it to friends only. */
export const Visibility = z.enum(["public", "friends", "private"]);
export type Visibility = z.infer<typeof Visibility>;

/** Links that one post may make. */
export const maxLinksOfPost = 20;

export const CreatePost = z
  .strictObject({
    ...ownId,
    content: text({ min: 1, max: 5_000 }),
    media: z
      .union(
        [z.uuid(), TargetUrl],
        "must be the id of an uploaded picture, or a URL such as https://example.com/picture.png",
      )
      .nullish()
      .meta({ description: "The id of an uploaded picture, or the URL of something elsewhere." }),
    visibility: Visibility.default("public"),
  })
  .meta({
    id: "CreatePost",
    examples: [{ content: "How we count clicks: https://example.com/clicks", visibility: "friends" }],
  });
export type CreatePost = z.infer<typeof CreatePost>;

export const PostLink = z
  .object({
    url: z.string().meta({ description: "As it stands in the content." }),
    short_url: z.string(),
    short_code: z.string(),
    domain: DomainOfCode,
    title: z.string().nullable(),
    clicks: z.int().nullable().meta({ description: "By people; told to the author only." }),
  })
  .meta({ id: "PostLink" });
export type PostLink = z.infer<typeof PostLink>;

export const PostMedia = z
  .object({
    url: z.string(),
    media_id: z.uuid().nullable().meta({ description: "Null for what is elsewhere." }),
    media_type: z.string().nullable(),
    width: z.int().nullable(),
    height: z.int().nullable(),
  })
  .meta({ id: "PostMedia" });
export type PostMedia = z.infer<typeof PostMedia>;

export const Post = z
  .object({
    post_id: z.uuid(),
    author: Person,
    content: z.string().meta({ description: "Text as it was written: escape it where markup is made of it." }),
    media: PostMedia.nullable(),
    links: z.array(PostLink),
    visibility: Visibility,
    likes: z.int(),
    comments: z.int(),
    liked: z.boolean().meta({ description: "Whether I like it." }),
    created_at: InstantText,
  })
  .meta({ id: "Post" });
export type Post = z.infer<typeof Post>;

export const PostParams = z.object({ post_id: z.uuid() });

export const ReadNewsFeed = z
  .strictObject({
    ...socialPageQuery,
    page_number: wholeNumber(1, 1_000)
      .optional()
      .meta({ description: "Counted anew with each request: with `cursor`, pages neither repeat nor skip." }),
  })
  .refine(({ page_number, cursor }) => page_number === undefined || cursor === undefined, {
    message: "cannot be combined with cursor: send only one of them",
    path: ["page_number"],
  })
  .transform(toSize);
export type ReadNewsFeed = z.infer<typeof ReadNewsFeed>;

export const NewsFeed = SocialPage(Post, "posts").extend({ page: z.int().nullable() }).meta({ id: "NewsFeed" });
export type NewsFeed = z.infer<typeof NewsFeed>;

export const Liked = z.object({ status: z.literal("liked"), likes: z.int() }).meta({ id: "Liked" });
export type Liked = z.infer<typeof Liked>;

export const CreateComment = z
  .strictObject({ ...ownId, comment: text({ min: 1, max: 2_000 }) })
  .meta({ id: "CreateComment" });
export type CreateComment = z.infer<typeof CreateComment>;

export const Comment = z
  .object({
    comment_id: z.uuid(),
    post_id: z.uuid(),
    author: Person,
    comment: z.string(),
    created_at: InstantText,
  })
  .meta({ id: "Comment" });
export type Comment = z.infer<typeof Comment>;

export const CommentParams = z.object({ post_id: z.uuid(), comment_id: z.uuid() });

export const ListComments = z.strictObject(socialPageQuery).transform(toSize);
export type ListComments = z.infer<typeof ListComments>;

export const CommentPage = SocialPage(Comment, "comments").meta({ id: "CommentPage" });
export type CommentPage = z.infer<typeof CommentPage>;

import type { Post } from "@shunt/contracts/social";
import { Link } from "@tanstack/react-router";
import { Heart, MessageCircle } from "lucide-react";
import { useId, useState } from "react";
import { Button, ToggleButton } from "react-aria-components";
import { useMessages } from "../../messages/catalogue.ts";
import { toButtonClass } from "../../ui/button.tsx";
import { Avatar } from "../avatar.tsx";
import { Time } from "../time.tsx";
import { CommentList } from "./comment-list.tsx";
import { feedMessages } from "./messages/index.ts";
import { PostLinks } from "./post-links.tsx";
import { PostMenu } from "./post-menu.tsx";
import { PostPicture } from "./post-picture.tsx";
import { PostText } from "./post-text.tsx";
import { useLike } from "./use-like.ts";
import { visibilityIcons } from "./visibilities.ts";

/** A post with its picture, links, likes and comments. @param isWhole on a page of its own */
export function PostCard({ post, isWhole = false }: { post: Post; isWhole?: boolean }) {
  const t = useMessages(feedMessages);
  const like = useLike(post);
  const [isOpen, setOpen] = useState(isWhole);
  const commentsId = useId();
  const { post_id, author, media, links, visibility, likes, liked, comments, created_at } = post;
  const Icon = visibilityIcons[visibility];
  const reactionClass = `${toButtonClass({ look: "quiet", size: "small" })} text-quiet!`;
  return (
    <article
      aria-label={t.postBy(author.username)}
      className="@container flex flex-col gap-3 rounded-2xl border border-line bg-card p-4"
    >
      <header className="flex items-center gap-3">
        <Avatar name={author.username} />
        <div className="min-w-0 flex-1">
          <p className="truncate font-medium">
            <bdi>{author.username}</bdi>
          </p>
          <p className="flex items-center gap-1.5 text-sm text-quiet">
            <Link to="/feed/$id" params={{ id: post_id }} className="underline-offset-4 hover:underline">
              <Time instant={created_at} />
            </Link>
            <span data-tooltip={t.visibilities[visibility]}>
              <Icon size={14} aria-hidden />
              <span className="sr-only">{t.visibilities[visibility]}</span>
            </span>
          </p>
        </div>
        <PostMenu post={post} />
      </header>
      <PostText post={post} isWhole={isWhole} />
      {media && <PostPicture media={media} />}
      {links.length > 0 && <PostLinks links={links} />}
      <footer className="-mx-1.5 flex gap-1">
        <ToggleButton
          isSelected={liked}
          onChange={isLiked => like.mutate(isLiked)}
          aria-label={likes === 0 ? t.like : `${t.like}, ${t.likes(likes)}`}
          className={`${reactionClass} data-selected:text-act!`}
        >
          <Heart size={18} aria-hidden {...(liked && { fill: "currentColor" })} />
          {likes === 0 ? t.like : t.likes(likes)}
        </ToggleButton>
        <Button
          onPress={() => setOpen(!isOpen)}
          aria-expanded={isOpen}
          {...(isOpen && { "aria-controls": commentsId })}
          className={reactionClass}
        >
          <MessageCircle size={18} aria-hidden />
          {t.comments(comments)}
        </Button>
      </footer>
      {isOpen && <CommentList id={commentsId} post={post} />}
    </article>
  );
}

import type { Post } from "@shunt/contracts/social";
import { Ban, Copy, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { useMe } from "../../api/me.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { IconButton } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { Menu, MenuItem } from "../../ui/menu.tsx";
import { deleteLater } from "../../undo/delete-later.ts";
import { BlockDialog } from "../people/block-dialog.tsx";
import { dropCachedPost } from "./cached-posts.ts";
import { leavingPosts } from "./leaving-posts.ts";
import { feedMessages } from "./messages/index.ts";

/** What can be done with a post. Authors delete theirs, administrators all. */
export function PostMenu({ post }: { post: Post }) {
  const t = useMessages(feedMessages);
  const me = useMe();
  const [isBlocking, setBlocking] = useState(false);
  const { post_id, author } = post;
  const isOwn = author.user_id === me?.id;
  const remove = () =>
    void deleteLater({
      ids: [post_id],
      leaving: leavingPosts,
      text: t.postDeleted,
      send: async () => {
        await api.deletePost({ params: { post_id } });
        dropCachedPost(post_id);
      },
      request: { method: "DELETE", path: `/api/v1/posts/${post_id}` },
    });
  return (
    <>
      <Menu trigger={<IconButton label={t.actionsFor(author.username)} icon={<Ellipsis size={18} />} />}>
        <MenuItem
          icon={<Copy size={16} aria-hidden />}
          onAction={() => void copyText(new URL(`/feed/${post_id}`, location.origin).href)}
        >
          {t.copyPost}
        </MenuItem>
        {!isOwn && (
          <MenuItem icon={<Ban size={16} aria-hidden />} onAction={() => setBlocking(true)}>
            {t.block(author.username)}
          </MenuItem>
        )}
        {(isOwn || me?.role === "admin") && (
          <MenuItem icon={<Trash2 size={16} aria-hidden />} isDanger onAction={remove}>
            {t.deletePost}
          </MenuItem>
        )}
      </Menu>
      <BlockDialog person={author} isOpen={isBlocking} onClose={() => setBlocking(false)} />
    </>
  );
}

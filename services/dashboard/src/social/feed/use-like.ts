import type { Post } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { changeCachedPost, refreshPosts, stopReadingPosts } from "./cached-posts.ts";

/** Likes a post, or takes the like back, at once. Quick presses are sent one after another. */
export function useLike({ post_id }: Post) {
  const toText = useProblemText();
  return useMutation({
    scope: { id: `like ${post_id}` },
    mutationFn: async (isLiked: boolean) => {
      const params = { post_id };
      await (isLiked ? api.likePost({ params }) : api.unlikePost({ params }));
    },
    onMutate: async isLiked => {
      changeCachedPost(post_id, post => withLike(post, isLiked));
      await stopReadingPosts();
    },
    onError: (error, isLiked) => {
      changeCachedPost(post_id, post => withLike(post, !isLiked));
      showToast({ text: toText(error), isError: true });
    },
    onSettled: refreshPosts,
  });
}

function withLike(post: Post, liked: boolean): Post {
  if (post.liked === liked) return post;
  return { ...post, liked, likes: post.likes + (liked ? 1 : -1) };
}

import type { Post } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { Form } from "react-aria-components";
import { api } from "../../api/client.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { ProblemNotice } from "../../ui/problem.tsx";
import { toFieldErrors } from "../../ui/problem-text.ts";
import { changeCachedPost, editCachedComments, stopReadingPosts } from "./cached-posts.ts";
import { feedMessages } from "./messages/index.ts";

const maxLength = 2_000;

/** Writes a comment on a post. */
export function CommentForm({ post: { post_id } }: { post: Post }) {
  const t = useMessages(feedMessages);
  const [comment, setComment] = useState("");
  const send = useMutation({
    mutationFn: () => api.createComment({ params: { post_id }, body: { comment } }),
    onSuccess: async written => {
      setComment("");
      await stopReadingPosts();
      editCachedComments(post_id, (before, isLast) => (isLast ? [...before, written] : [...before]));
      changeCachedPost(post_id, post => ({ ...post, comments: post.comments + 1 }));
    },
  });
  const fieldErrors = toFieldErrors(send.error);
  const submit = () => comment.trim() !== "" && !send.isPending && send.mutate();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <Form
      aria-label={t.comment}
      className="flex flex-col gap-2"
      onSubmit={event => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="flex items-start gap-2">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside */}
        <div className="min-w-0 flex-1" onKeyDown={onKeyDown}>
          <TextArea
            label={t.comment}
            isLabelHidden
            placeholder={t.commentPlaceholder}
            rows={1}
            maxLength={maxLength}
            value={comment}
            onChange={text => {
              setComment(text);
              send.reset();
            }}
            error={fieldErrors.comment}
          />
        </div>
        <Button type="submit" isDisabled={comment.trim() === ""} isPending={send.isPending}>
          {t.send}
        </Button>
      </div>
      {send.error && fieldErrors.comment === undefined && <ProblemNotice error={send.error} />}
    </Form>
  );
}

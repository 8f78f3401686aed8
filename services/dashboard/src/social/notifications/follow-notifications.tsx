import type { Notification } from "@shunt/contracts/social";
import { useEffect, useState } from "react";
import { queryClient } from "../../api/query-client.ts";
import { followStream } from "../../api/stream.ts";
import { useMessages } from "../../messages/catalogue.ts";
import { describe } from "./describe.ts";
import { notificationMessages } from "./messages/index.ts";
import { refreshNotifications } from "./notification-queries.ts";

/** Follows the notifications of the account, and reads what they concern anew. Screen readers hear each. */
export function FollowNotifications() {
  const t = useMessages(notificationMessages);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const controller = new AbortController();
    void followStream("/api/v1/notifications/live", {
      signal: controller.signal,
      // Some may have come while no stream was open.
      onOpen: () => void refreshNotifications(),
      onEvent: ({ event, data }) => {
        if (event !== "notification") return;
        const notification: Notification = JSON.parse(data);
        setSaid(describe(t, notification));
        void refreshNotifications();
        for (const queryKey of toConcerned(notification)) void queryClient.invalidateQueries({ queryKey });
      },
    });
    return () => controller.abort();
  }, [t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}

/** The answers that are outdated since. */
function toConcerned({ kind, post_id, link_id }: Notification): string[][] {
  if (kind === "friend_request") return [["people"]];
  // The feed has the posts of the new friend.
  if (kind === "friend_accepted") return [["people"], ["feed"]];
  return [
    ...(post_id === null
      ? []
      : [
          ["feed", "newest"],
          ["posts", post_id],
          ["comments", post_id],
        ]),
    ...(link_id === null ? [] : [["links"], ["feed", "newest"]]),
  ];
}

import type { Notification } from "@shunt/contracts/social";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { useProblemText } from "../../ui/problem-text.ts";
import { showToast } from "../../ui/toast.ts";
import { markCached, refreshNotifications } from "./notification-queries.ts";

/** Marks a notification as read or unread at once. */
export function useMark({ notification_id }: Notification) {
  const toText = useProblemText();
  return useMutation({
    scope: { id: `mark ${notification_id}` },
    mutationFn: (read: boolean) => api.markNotification({ params: { notification_id }, body: { read } }),
    onMutate: read =>
      markCached(
        each => each.notification_id === notification_id,
        read,
        unread => unread + (read ? -1 : 1),
      ),
    onError: error => showToast({ text: toText(error), isError: true }),
    onSettled: refreshNotifications,
  });
}

/** Marks all notifications as read at once. */
export function useMarkAll() {
  const toText = useProblemText();
  return useMutation({
    mutationFn: () => api.readAllNotifications(),
    onMutate: () =>
      markCached(
        () => true,
        true,
        () => 0,
      ),
    onError: error => showToast({ text: toText(error), isError: true }),
    onSettled: refreshNotifications,
  });
}

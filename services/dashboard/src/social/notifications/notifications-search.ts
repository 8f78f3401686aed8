export interface NotificationsSearch {
  /** Only unread notifications. */
  unread?: true;
}

export function readNotificationsSearch({ unread }: Record<string, unknown>): NotificationsSearch {
  return unread === true ? { unread } : {};
}

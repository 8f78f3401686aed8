import { z } from "zod";
import { InstantText } from "../../instant.ts";
import { flag } from "../query.ts";
import { ownId } from "./identity.ts";
import { SocialPage, socialPageQuery, toSize } from "./paging.ts";
import { Person } from "./people.ts";

export const NotificationKind = z.enum([
  "friend_request",
  "friend_accepted",
  "like",
  "comment",
  "mention",
  "click_milestone",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const Notification = z
  .object({
    notification_id: z.uuid(),
    kind: NotificationKind,
    message: z.string().meta({ description: "In plain words: text, not markup." }),
    actor: Person.nullable().meta({ description: "Who did it." }),
    post_id: z.uuid().nullable(),
    link_id: z.uuid().nullable(),
    clicks: z.int().nullable().meta({ description: "Of a milestone." }),
    created_at: InstantText,
    read: z.boolean(),
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof Notification>;

export const ListNotifications = z
  .strictObject({ ...socialPageQuery, unread: flag(false).meta({ description: "Only what has not been read." }) })
  .transform(toSize);
export type ListNotifications = z.infer<typeof ListNotifications>;

export const NotificationPage = SocialPage(Notification, "notifications")
  .extend({ unread: z.int() })
  .meta({ id: "NotificationPage" });

export const NotificationParams = z.object({ notification_id: z.uuid() });

export const MarkNotification = z
  .strictObject({ ...ownId, read: z.boolean().default(true) })
  .optional()
  .meta({ id: "MarkNotification" });

export const MarkedNotifications = z.object({ marked: z.int() }).meta({ id: "MarkedNotifications" });

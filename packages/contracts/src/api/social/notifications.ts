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
  "link_blocked",
  "link_unsafe",
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

export const Notification = z
  .object({
    notification_id: z.uuid().describe("Id of the notification."),
    kind: NotificationKind.describe("Kind of the event."),
    message: z.string().describe("Message for the reader. Plain text: escape it before you put it into markup."),
    actor: Person.nullable().describe("The person who did it; `null` for notifications about your links."),
    post_id: z.uuid().nullable().describe("The post that it is about, or `null`."),
    link_id: z.uuid().nullable().describe("The link that it is about, or `null`."),
    short_url: z.string().nullable().describe("The short URL of that link, or `null`."),
    clicks: z.int().nullable().describe("The number of clicks of a milestone, or `null`."),
    created_at: InstantText.describe("When it happened."),
    read: z.boolean().describe("Whether you have marked it as read."),
  })
  .meta({ id: "Notification" });
export type Notification = z.infer<typeof Notification>;

export const ListNotifications = z
  .strictObject({ ...socialPageQuery, unread: flag(false).describe("Only unread notifications.") })
  .transform(toSize);
export type ListNotifications = z.infer<typeof ListNotifications>;

export const NotificationPage = SocialPage(Notification, "notifications")
  .extend({ unread: z.int().describe("Number of all your unread notifications.") })
  .meta({ id: "NotificationPage" });

export const NotificationParams = z.object({ notification_id: z.uuid().describe("Id of the notification.") });

export const MarkNotification = z
  .strictObject({ ...ownId, read: z.boolean().default(true).describe("`false` marks it as unread.") })
  .optional()
  .meta({ id: "MarkNotification", examples: [{ read: true }] });

export const MarkedNotifications = z
  .object({ marked: z.int().describe("Number of notifications that were unread.") })
  .meta({ id: "MarkedNotifications" });

import type { Generated } from "kysely";

/** Tables of the schema `social`. The migrations describe each table. */
export interface SocialTables {
  "social.members": MembersTable;
  "social.people": PeopleView;
  "social.friend_requests": FriendRequestsTable;
  "social.friendships": FriendshipsTable;
  "social.blocks": BlocksTable;
  "social.media": MediaTable;
  "social.media_removals": MediaRemovalsTable;
  "social.posts": PostsTable;
  "social.post_links": PostLinksTable;
  "social.likes": LikesTable;
  "social.comments": CommentsTable;
  "social.notification_outbox": NotificationOutboxTable;
  "social.notifications": NotificationsTable;
}

export interface MembersTable {
  user_id: string;
  username: string;
  created_at: Generated<Date>;
}

export interface PeopleView {
  id: string;
  is_active: boolean;
  username: string;
}

export interface FriendRequestsTable {
  id: string;
  sender_id: string;
  receiver_id: string;
  status: Generated<"pending" | "accepted" | "rejected">;
  created_at: Generated<Date>;
  answered_at: Date | null;
}

export interface FriendshipsTable {
  user_id: string;
  friend_id: string;
  created_at: Generated<Date>;
}

export interface BlocksTable {
  blocker_id: string;
  blocked_id: string;
  created_at: Generated<Date>;
}

export interface MediaTable {
  id: string;
  owner_id: string;
  media_type: string;
  bytes: number;
  width: number;
  height: number;
  created_at: Generated<Date>;
}

export interface MediaRemovalsTable {
  media_id: string;
  due_at: Generated<Date>;
}

export interface PostsTable {
  id: string;
  author_id: string;
  content: string;
  media_url: string | null;
  media_id: string | null;
  media_alt: string | null;
  visibility: "public" | "friends" | "private";
  likes: Generated<number>;
  comments: Generated<number>;
  created_at: Generated<Date>;
}

export interface PostLinksTable {
  post_id: string;
  position: number;
  url: string;
  link_id: string;
}

export interface LikesTable {
  post_id: string;
  user_id: string;
  created_at: Generated<Date>;
}

export interface CommentsTable {
  id: string;
  post_id: string;
  author_id: string;
  content: string;
  created_at: Generated<Date>;
}

export interface NotificationOutboxTable {
  id: string;
  user_id: string;
  kind: string;
  actor_id: string | null;
  post_id: string | null;
  link_id: string | null;
  clicks: number | null;
  created_at: Generated<Date>;
}

export interface NotificationsTable extends NotificationOutboxTable {
  read_at: Date | null;
}

import { sql } from "kysely";
import type { Migration } from "../migration.ts";

export const social: Migration = {
  name: "0010-social",
  up: sql`
    create schema social;

    create table social.members (
      user_id uuid primary key references users on delete cascade,
      username text not null,
      created_at timestamptz not null default now()
    );
    -- Usernames are unique regardless of case and width.
    create unique index members_username_idx on social.members (lower(normalize(username, NFKC)));

    -- Every account with a username; those that have not chosen one get a generated one.
    create view social.people as
      select users.id, users.is_active, coalesce(members.username, 'member-' || right(users.id::text, 12)) as username
      from users left join social.members on members.user_id = users.id;

    create table social.friend_requests (
      id uuid primary key,
      sender_id uuid not null references users on delete cascade,
      receiver_id uuid not null references users on delete cascade,
      status text not null default 'pending' check (status in ('pending', 'accepted', 'rejected')),
      created_at timestamptz not null default now(),
      answered_at timestamptz,
      check (sender_id <> receiver_id)
    );
    -- At most one pending request between two people, in either direction.
    create unique index friend_requests_pending_idx
      on social.friend_requests (least(sender_id, receiver_id), greatest(sender_id, receiver_id)) where status = 'pending';
    create index friend_requests_sender_idx on social.friend_requests (sender_id, id);
    create index friend_requests_receiver_idx on social.friend_requests (receiver_id, id);

    -- Two rows per friendship, one for each side.
    create table social.friendships (
      user_id uuid not null references users on delete cascade,
      friend_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      primary key (user_id, friend_id)
    );
    create index friendships_friend_idx on social.friendships (friend_id);

    create table social.blocks (
      blocker_id uuid not null references users on delete cascade,
      blocked_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      primary key (blocker_id, blocked_id),
      check (blocker_id <> blocked_id)
    );
    create index blocks_blocked_idx on social.blocks (blocked_id);

    -- Uploaded pictures. The media store has the bytes under the same id.
    create table social.media (
      id uuid primary key,
      owner_id uuid not null references users on delete cascade,
      media_type text not null,
      bytes integer not null,
      width integer not null,
      height integer not null,
      created_at timestamptz not null default now()
    );
    create index media_owner_idx on social.media (owner_id);

    -- Pictures whose bytes must be deleted, because their row was deleted or was not inserted in time.
    create table social.media_removals (
      media_id uuid primary key,
      due_at timestamptz not null default now()
    );
    create index media_removals_due_idx on social.media_removals (due_at);
    create function social.note_media_removal() returns trigger language plpgsql as $$
    begin
      insert into social.media_removals (media_id) values (old.id) on conflict do nothing;
      return old;
    end $$;
    create trigger note_removal after delete on social.media
      for each row execute function social.note_media_removal();

    create table social.posts (
      id uuid primary key,
      author_id uuid not null references users on delete cascade,
      content text not null,
      media_url text,
      media_id uuid references social.media on delete set null,
      visibility text not null check (visibility in ('public', 'friends', 'private')),
      likes integer not null default 0,
      comments integer not null default 0,
      created_at timestamptz not null default now(),
      check (media_url is null or media_id is null)
    );
    -- Ids grow with time, so they sort posts by age. The first index serves the author, the second friends.
    create index posts_author_idx on social.posts (author_id, id);
    create index posts_shared_idx on social.posts (author_id, id) where visibility <> 'private';
    create index posts_media_idx on social.posts (media_id) where media_id is not null;

    -- Short links for the URLs in a post.
    create table social.post_links (
      post_id uuid not null references social.posts on delete cascade,
      position smallint not null,
      -- As written in the post.
      url text not null,
      link_id uuid not null references links on delete cascade,
      primary key (post_id, position)
    );
    create index post_links_link_idx on social.post_links (link_id);

    create table social.likes (
      post_id uuid not null references social.posts on delete cascade,
      user_id uuid not null references users on delete cascade,
      created_at timestamptz not null default now(),
      primary key (post_id, user_id)
    );
    create index likes_user_idx on social.likes (user_id);

    create table social.comments (
      id uuid primary key,
      post_id uuid not null references social.posts on delete cascade,
      author_id uuid not null references users on delete cascade,
      content text not null,
      created_at timestamptz not null default now()
    );
    create index comments_post_idx on social.comments (post_id, id);
    create index comments_author_idx on social.comments (author_id);

    -- Triggers keep the counts of posts correct for every kind of deletion, including that of an account. They run per
    -- statement, as a post may have very many reactions.
    create function social.count_reactions() returns trigger language plpgsql as $$
    begin
      execute format(
        'update social.posts set %1$I = %1$I + $1 * counted.n
         from (select post_id, count(*)::int as n from changed group by post_id) as counted where posts.id = counted.post_id',
        tg_table_name
      ) using case tg_op when 'INSERT' then 1 else -1 end;
      return null;
    end $$;
    create trigger count_likes after insert on social.likes
      referencing new table as changed for each statement execute function social.count_reactions();
    create trigger count_unlikes after delete on social.likes
      referencing old table as changed for each statement execute function social.count_reactions();
    create trigger count_comments after insert on social.comments
      referencing new table as changed for each statement execute function social.count_reactions();
    create trigger count_uncomments after delete on social.comments
      referencing old table as changed for each statement execute function social.count_reactions();

    -- Pending notifications, written in the transaction that causes them and consumed through the notification queue.
    -- No foreign keys: notifications of deleted rows are dropped, and neither side waits for the other's locks.
    create table social.notification_outbox (
      id uuid primary key,
      user_id uuid not null,
      kind text not null,
      actor_id uuid,
      post_id uuid,
      link_id uuid,
      -- The clicks of a milestone.
      clicks bigint,
      created_at timestamptz not null default now()
    );
    create index notification_outbox_created_idx on social.notification_outbox (created_at);

    -- The id is that of the outbox row.
    create table social.notifications (
      id uuid primary key,
      user_id uuid not null references users on delete cascade,
      kind text not null,
      actor_id uuid references users on delete cascade,
      post_id uuid references social.posts on delete cascade,
      link_id uuid references links on delete cascade,
      clicks bigint,
      created_at timestamptz not null default now(),
      read_at timestamptz
    );
    create index notifications_user_idx on social.notifications (user_id, id);
    create index notifications_unread_idx on social.notifications (user_id, id) where read_at is null;
    create index notifications_actor_idx on social.notifications (actor_id);
    create index notifications_post_idx on social.notifications (post_id);
    create index notifications_link_idx on social.notifications (link_id);
    create index notifications_created_idx on social.notifications (created_at);

    -- Links whose human clicks reached a power of ten, written in the transaction that counts them. No foreign key, as
    -- deleting a link must not fail a batch of clicks.
    create table link_milestones (
      link_id uuid not null,
      clicks bigint not null,
      reached_at timestamptz not null default now(),
      -- Set once the notification is created.
      told_at timestamptz,
      primary key (link_id, clicks)
    );
    create index link_milestones_untold_idx on link_milestones (reached_at) where told_at is null;
  `,
};

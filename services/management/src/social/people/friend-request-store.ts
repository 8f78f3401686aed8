import type { FriendRequest, RequestStatus } from "@shunt/contracts/social";
import type { Db } from "@shunt/db";
import { sql } from "kysely";
import { isBlockedBetween } from "./block-store.ts";
import { toPersonBody } from "./person-store.ts";

export interface RequestRecord {
  id: string;
  senderId: string;
  receiverId: string;
  status: RequestStatus;
}

const columns = ["id", "sender_id as senderId", "receiver_id as receiverId", "status"] as const;

export async function findRequest(db: Db, id: string): Promise<RequestRecord | undefined> {
  return db.selectFrom("social.friend_requests").select(columns).where("id", "=", id).executeTakeFirst();
}

/** In either direction. There is at most one. */
export async function findPendingRequest(db: Db, one: string, other: string): Promise<RequestRecord | undefined> {
  const [least, greatest] = [one, other].sort();
  return db
    .selectFrom("social.friend_requests")
    .select(columns)
    .where(sql<boolean>`least(sender_id, receiver_id) = ${least} and greatest(sender_id, receiver_id) = ${greatest}`)
    .where("status", "=", "pending")
    .executeTakeFirst();
}

export async function insertRequest(tx: Db, request: Omit<RequestRecord, "status">): Promise<void> {
  const { id, senderId, receiverId } = request;
  await tx
    .insertInto("social.friend_requests")
    .values({ id, sender_id: senderId, receiver_id: receiverId, answered_at: null })
    .execute();
}

export async function settleRequest(tx: Db, id: string, status: "accepted" | "rejected"): Promise<void> {
  await tx
    .updateTable("social.friend_requests")
    .set({ status, answered_at: sql`now()` })
    .where("id", "=", id)
    .execute();
}

export async function deletePendingRequest(tx: Db, one: string, other: string): Promise<void> {
  const pending = await findPendingRequest(tx, one, other);
  if (pending) await tx.deleteFrom("social.friend_requests").where("id", "=", pending.id).execute();
}

interface RequestRow {
  id: string;
  sender_id: string;
  sender_name: string;
  receiver_id: string;
  receiver_name: string;
  status: RequestStatus;
  created_at: Date;
}

/** For callers who have just written the request. */
export async function getRequestBody(tx: Db, id: string): Promise<FriendRequest> {
  const { rows } = await sql<RequestRow>`${selectRequests} where requests.id = ${id}`.execute(tx);
  return rows.map(toRequestBody)[0] as FriendRequest;
}

/** Newest first, without those of blocked people. */
export async function findRequests(
  db: Db,
  userId: string,
  which: { direction: "received" | "sent" | "all"; status: RequestStatus | undefined },
  { after, limit }: { after: string | undefined; limit: number },
): Promise<FriendRequest[]> {
  // Each side uses its own index and reads only one page.
  const side = (column: "sender_id" | "receiver_id") => sql`(
    select requests.id from social.friend_requests as requests
    where ${sql.ref(column)} = ${userId}
      and (${after ?? null}::uuid is null or id < ${after ?? null}::uuid)
      and (${which.status ?? null}::text is null or status = ${which.status ?? null})
      and not ${isBlockedBetween(sql`sender_id`, sql`receiver_id`)}
    order by id desc limit ${limit}
  )`;
  const sides = {
    sent: side("sender_id"),
    received: side("receiver_id"),
    all: sql`${side("sender_id")} union all ${side("receiver_id")}`,
  };
  const { rows } = await sql<RequestRow>`
    ${selectRequests} where requests.id in (${sides[which.direction]})
    order by requests.id desc limit ${limit}`.execute(db);
  return rows.map(toRequestBody);
}

const selectRequests = sql`
  select requests.id, sender_id, sender.username as sender_name, receiver_id, receiver.username as receiver_name,
    status, requests.created_at
  from social.friend_requests as requests
  join social.people as sender on sender.id = sender_id
  join social.people as receiver on receiver.id = receiver_id`;

function toRequestBody(row: RequestRow): FriendRequest {
  return {
    request_id: row.id,
    status: row.status,
    sender: toPersonBody({ id: row.sender_id, username: row.sender_name }),
    receiver: toPersonBody({ id: row.receiver_id, username: row.receiver_name }),
    created_at: row.created_at.toISOString(),
  };
}

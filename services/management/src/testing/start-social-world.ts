import { createDb, type Db } from "@shunt/db";
import { makePerson, type TestPerson } from "./make-people.ts";
import type { Answer, TestApi } from "./start-test-api.ts";

export interface TestWriter extends TestPerson {
  /** @param path full path */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  post(content: string, fields?: object): Promise<Answer["body"]>;
}

/** Writes relations directly to the database. */
export interface SocialWorld {
  db: Db;
  /** Registers a person under a unique name. */
  person(name: string): Promise<TestWriter>;
  /** Takes effect with the next request. */
  makeAdmin(person: TestPerson): Promise<void>;
  disable(person: TestPerson): Promise<void>;
  befriend(one: TestPerson, other: TestPerson): Promise<void>;
  unfriend(one: TestPerson, other: TestPerson): Promise<void>;
  block(blocker: TestPerson, blocked: TestPerson): Promise<void>;
  /** Pending and delivered notifications of a person, oldest first. */
  notificationsOf(person: TestPerson): Promise<{ kind: string; actor_id: string | null; post_id: string | null }[]>;
  stop(): Promise<void>;
}

export function startSocialWorld(api: TestApi): SocialWorld {
  const db = createDb({ url: api.databaseUrl, max: 4, applicationName: "test" });
  return {
    db,
    async person(name) {
      const person = await makePerson(api, name);
      const call: TestWriter["call"] = (method, path, body) => api.call(method, path, { token: person.token, body });
      return {
        ...person,
        call,
        async post(content, fields = {}) {
          const { status, body } = await call("POST", "/api/posts", { content, ...fields });
          if (status !== 201) throw new Error(`not posted: ${JSON.stringify(body)}`);
          return body;
        },
      };
    },
    async makeAdmin({ id }) {
      await db.updateTable("users").set({ role: "admin" }).where("id", "=", id).execute();
    },
    async disable({ id }) {
      await db.updateTable("users").set({ is_active: false }).where("id", "=", id).execute();
    },
    async befriend(one, other) {
      const rows = [
        { user_id: one.id, friend_id: other.id },
        { user_id: other.id, friend_id: one.id },
      ];
      await db.insertInto("social.friendships").values(rows).execute();
    },
    async unfriend(one, other) {
      const ids = [one.id, other.id];
      await db.deleteFrom("social.friendships").where("user_id", "in", ids).where("friend_id", "in", ids).execute();
    },
    async block(blocker, blocked) {
      await db.insertInto("social.blocks").values({ blocker_id: blocker.id, blocked_id: blocked.id }).execute();
    },
    async notificationsOf({ id }) {
      const select = (table: "social.notifications" | "social.notification_outbox") =>
        db.selectFrom(table).select(["id", "kind", "actor_id", "post_id"]).where("user_id", "=", id);
      const rows = await select("social.notifications")
        .union(select("social.notification_outbox"))
        .orderBy("id")
        .execute();
      return rows.map(({ kind, actor_id, post_id }) => ({ kind, actor_id, post_id }));
    },
    stop: () => db.destroy(),
  };
}

import type { Notification } from "@shunt/contracts/social";
import { expect, test } from "vitest";
import { describe } from "./describe.ts";
import type { Messages } from "./messages/en.ts";

const texts = {
  like: name => `like ${name}`,
  mention: name => `mention ${name}`,
  comment: name => `comment ${name}`,
  click_milestone: (link, clicks) => `${link} ${clicks}`,
  link_blocked: link => `blocked ${link}`,
  link_unsafe: link => `unsafe ${link}`,
} as Partial<Messages> as Messages;

const notification = (fields: Partial<Notification>): Notification => ({
  notification_id: "1",
  kind: "like",
  message: "As the service says it",
  actor: { user_id: "2", username: "ann" },
  post_id: null,
  link_id: null,
  short_url: null,
  clicks: null,
  created_at: "2026-11-28T12:00:00Z",
  read: false,
  ...fields,
});

test.each<[Partial<Notification>, string]>([
  [{ kind: "like" }, "like ann"],
  [{ kind: "mention" }, "mention ann"],
  [{ kind: "click_milestone", short_url: "https://sho.rt/a", clicks: 1_000 }, "sho.rt/a 1000"],
  [{ kind: "link_blocked", short_url: "http://sho.rt/a" }, "blocked sho.rt/a"],
  [{ kind: "link_unsafe" }, "As the service says it"],
  [{ kind: "comment", actor: null }, "As the service says it"],
  [{ kind: "of a newer service" as Notification["kind"] }, "As the service says it"],
])("describe(%j)", (fields, text) => {
  expect(describe(texts, notification(fields))).toBe(text);
});

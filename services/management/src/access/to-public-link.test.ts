import type { Link } from "@shunt/contracts/links";
import { expect, test } from "vitest";
import { toPublicLink } from "./to-public-link.ts";

const body: Link = {
  id: "0198c2a4-0000-7000-8000-000000000001",
  original_url: "https://example.com/",
  short_code: "sale",
  custom_alias: "sale",
  title: "Sale",
  domain: null,
  external_id: "crm-1",
  short_url: "https://sho.rt/sale",
  owner_id: null,
  workspace_id: "0198c2a4-0000-7000-8000-000000000002",
  is_active: true,
  is_public: true,
  is_indexable: false,
  redirect_status: 302,
  cache_seconds: null,
  referrer_policy: null,
  card: null,
  has_password: false,
  rules: [{ name: "staff", conditions: [{ fact: "address", operator: "equals", value: "192.0.2.7" }], status: 404 }],
  forward_query: null,
  forward_path: null,
  placeholders: null,
  utm_source: null,
  utm_medium: null,
  utm_campaign: null,
  utm_term: null,
  utm_content: null,
  ios_url: null,
  ios_fallback_url: null,
  android_url: null,
  android_fallback_url: null,
  split: null,
  cloak: null,
  starts_at: null,
  expires_at: null,
  max_clicks: 10,
  clicks_left: 7,
  fallback_url: null,
  tags: ["spring"],
  notes: "internal",
  folder: "Campaigns",
  is_blocked: false,
  blocked_reason: "spam",
  is_unsafe: true,
  unsafe_reason: "phishing",
  health: {
    status: "broken",
    since: "2026-11-20T12:00:00.000Z",
    checked_at: null,
    http_status: 404,
    redirects_to: null,
    reason: "gone",
  },
  has_broken_destination: true,
  state: "active",
  is_archived: false,
  click_count: 3,
  last_clicked_at: "2027-01-02T00:00:00.000Z",
  former_clicks: 12,
  created_at: "2027-01-01T00:00:00.000Z",
  imported_at: "2027-01-02T00:00:00.000Z",
  updated_at: "2027-01-01T00:00:00.000Z",
};

test("toPublicLink keeps all fields and empties those that only members may see", () => {
  const hidden = {
    ...{
      rules: null,
      tags: [],
      notes: null,
      folder: null,
      external_id: null,
      workspace_id: null,
      blocked_reason: null,
      unsafe_reason: null,
      health: null,
      has_broken_destination: false,
      last_clicked_at: null,
      former_clicks: null,
    },
    clicks_left: null,
  };

  expect(toPublicLink(body)).toEqual({ ...body, ...hidden });
});

test("toPublicLink omits unknown fields", () => {
  const later = { ...body, password_hint: "secret" };

  expect(toPublicLink(later)).not.toHaveProperty("password_hint");
});

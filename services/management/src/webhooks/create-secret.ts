import { randomBytes } from "node:crypto";
import { createWebhookSecretBox } from "@shunt/runtime";
import type { WebhooksDeps } from "./deps.ts";

const secretBytes = 32;

/** In the format of https://www.standardwebhooks.com. `sealed` is its encrypted form for the database. */
export function createWebhookSecret({ config }: Pick<WebhooksDeps, "config">): { secret: string; sealed: Buffer } {
  const secret = `whsec_${randomBytes(secretBytes).toString("base64")}`;
  return { secret, sealed: createWebhookSecretBox(config.secretKeys).seal(secret) };
}

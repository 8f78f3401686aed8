import { createSecretBox, type SecretBox } from "./secret-box.ts";

/** Keeps the secrets by which deliveries are signed: management seals them, workers open them. @param secrets `SECRET_KEY` */
export function createWebhookSecretBox(secrets: readonly string[]): SecretBox {
  return createSecretBox({ secrets, purpose: "webhook secret" });
}

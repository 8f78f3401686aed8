import { createSecretBox, type SecretBox } from "./secret-box.ts";

/** Encrypts the secrets that sign webhook deliveries. Management seals them, workers open them. @param secrets `SECRET_KEY` */
export function createWebhookSecretBox(secrets: readonly string[]): SecretBox {
  return createSecretBox({ secrets, purpose: "webhook secret" });
}

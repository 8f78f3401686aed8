import type { Db } from "@shunt/db";
import { countLockKeys, countTotpSecrets } from "@shunt/management/operator";
import { countWebhookSecrets } from "@shunt/worker/operator";
import { countOf } from "../count-of.ts";
import { error, type Finding, ok } from "./finding.ts";

const name = "secret key";

/** Tries `SECRET_KEY` on everything that the database holds encrypted. @param secrets its values */
export async function checkSecretKey(db: Db, secrets: readonly string[]): Promise<Finding> {
  const webhooks = await countWebhookSecrets(db, secrets);
  const totp = await countTotpSecrets(db, secrets);
  const locks = await countLockKeys(db, secrets);
  const sealed = webhooks.sealed + totp.sealed + locks.sealed;
  if (webhooks.unreadable + totp.unreadable + locks.unreadable === 0) {
    return ok(name, sealed === 0 ? "nothing is encrypted with it yet" : `opens ${countOf(sealed, "encrypted secret")}`);
  }
  return error(
    name,
    `does not open ${countOf(webhooks.unreadable, "webhook secret")}, ${countOf(totp.unreadable, "two-factor secret")} and ${countOf(locks.unreadable, "link lock")}`,
    "set the SECRET_KEY with which they were encrypted, or list it after the current one; nothing else opens them",
  );
}

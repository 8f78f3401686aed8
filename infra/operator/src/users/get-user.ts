import type { Db } from "@shunt/db";
import { findUserByEmail, type UserRecord } from "@shunt/management/operator";

/** @throws Error when no account has the address */
export async function getUser(db: Db, email: string): Promise<UserRecord> {
  const user = await findUserByEmail(db, email);
  if (!user) throw new Error(`there is no account ${email}`);
  return user;
}

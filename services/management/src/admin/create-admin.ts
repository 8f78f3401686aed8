import { Problem } from "@shunt/contracts/problem";
import type { Db } from "@shunt/db";
import { v7 as uuidv7 } from "uuid";
import { operator } from "../access/index.ts";
import { writeAudit } from "../audit/index.ts";
import {
  assertUncommonPassword,
  hashPassword,
  insertPersonalWorkspace,
  insertUser,
  markVerified,
  type UserRecord,
  updateUserRow,
} from "../auth/index.ts";

/** For the operator's command. @throws Problem "email-taken", or "validation-failed" for a common password */
export async function createAdmin(
  db: Db,
  { email, password }: { email: string; password: string },
): Promise<UserRecord> {
  assertUncommonPassword(password, "/password");
  const passwordHash = await hashPassword(password);
  return db.transaction().execute(async tx => {
    const user = await insertUser(tx, { id: uuidv7(), email, fullName: null, passwordHash });
    if (!user) throw new Problem("email-taken");
    await insertPersonalWorkspace(tx, uuidv7(), user.id);
    await markVerified(tx, user.id);
    const admin = await updateUserRow(tx, user.id, { role: "admin" });
    const details = { email, role: "admin" };
    await writeAudit(tx, { actor: operator, action: "account.created", subjectId: user.id, details });
    return admin;
  });
}

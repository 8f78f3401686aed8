import type { Chdb, Session } from "./chdb.ts";
import type { Statement } from "./read-statement.ts";

/** Statements that run at the same time; more wait. */
const maxSessions = 4;
const sameId = "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING";
const settingName = /^\w+$/;

/** Runs statements in sessions that are reused. @throws Error with the message of the engine */
export function createSessionPool(chdb: Chdb) {
  const idle = Array.from({ length: maxSessions }, () => chdb.open());
  const running = new Set<string>();
  const waiting: ((session: Session) => void)[] = [];

  const take = () => idle.pop() ?? new Promise<Session>(resolve => waiting.push(resolve));

  function giveBack(session: Session): void {
    const next = waiting.shift();
    if (next) next(session);
    else idle.push(session);
  }

  async function runOnce(statement: Statement): Promise<Uint8Array> {
    const { id } = statement;
    if (running.has(id)) throw new Error(`Code: 216. DB::Exception: ${id} is already running. (${sameId})`);
    if (id !== "") running.add(id);
    return run(statement).finally(() => running.delete(id));
  }

  async function run({ sql, database, format, settings, parameters }: Statement): Promise<Uint8Array> {
    const names = Object.keys(settings);
    for (const name of names) if (!settingName.test(name)) throw new Error(`${name} is not the name of a setting`);
    const session = await take();
    try {
      await chdb.run(session, `USE ${quoteName(database)}`, "Null");
      for (const [name, value] of Object.entries(settings))
        await chdb.run(session, `SET ${name} = ${quoteText(value)}`, "Null");
      return await chdb.run(session, sql, format, parameters);
    } finally {
      // The session keeps settings for later statements.
      for (const name of names) await chdb.run(session, `SET ${name} = DEFAULT`, "Null").catch(() => {});
      giveBack(session);
    }
  }

  return runOnce;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

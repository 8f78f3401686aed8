import type { Chdb, Session } from "./chdb.ts";
import type { Statement } from "./read-statement.ts";

/** Statements that run at the same time; more wait. */
const maxSessions = 4;
const sameId = "QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING";
const settingName = /^\w+$/;

/** A session keeps its database and settings for later statements. */
interface PooledSession {
  session: Session;
  /** The statements that set them. */
  setUp: string;
  settings: readonly string[];
}

/** Runs statements in sessions that are reused. @throws Error with the message of the engine */
export function createSessionPool(chdb: Chdb) {
  const open = (): PooledSession => ({ session: chdb.open(), setUp: "", settings: [] });
  const idle = Array.from({ length: maxSessions }, open);
  const waiting: ((session: PooledSession) => void)[] = [];
  const running = new Set<string>();

  /** Takes a session that is set up in this way already, if there is one. */
  function take(setUp: string): PooledSession | Promise<PooledSession> {
    const fitting = idle.findIndex(session => session.setUp === setUp);
    const [found] = idle.splice(Math.max(0, fitting), 1);
    return found ?? new Promise(resolve => waiting.push(resolve));
  }

  function giveBack(session: PooledSession): void {
    const next = waiting.shift();
    if (next) next(session);
    else idle.push(session);
  }

  async function run({ sql, database, format, settings, parameters }: Statement): Promise<Uint8Array> {
    const setUp = `USE ${quoteName(database)}; ${toSet(settings)}`;
    const pooled = await take(setUp);
    try {
      await prepare(chdb, pooled, setUp, Object.keys(settings));
      return await chdb.run(pooled.session, sql, format, parameters);
    } finally {
      giveBack(pooled);
    }
  }

  return async function runOnce(statement: Statement): Promise<Uint8Array> {
    const { id } = statement;
    if (running.has(id)) throw new Error(`Code: 216. DB::Exception: ${id} is already running. (${sameId})`);
    if (id !== "") running.add(id);
    return run(statement).finally(() => running.delete(id));
  };
}

async function prepare(chdb: Chdb, pooled: PooledSession, setUp: string, settings: readonly string[]): Promise<void> {
  if (pooled.setUp === setUp) return;
  const defaults = pooled.settings.map(name => `${name} = DEFAULT`).join(", ");
  pooled.settings = [...new Set([...pooled.settings, ...settings])];
  // Until it succeeds, the session is in no known state.
  pooled.setUp = "";
  await chdb.run(pooled.session, `${defaults && `SET ${defaults}; `}${setUp}`, "Null");
  pooled.settings = settings;
  pooled.setUp = setUp;
}

function toSet(settings: Statement["settings"]): string {
  const assignments = Object.entries(settings).map(([name, value]) => {
    if (!settingName.test(name)) throw new Error(`${name} is not the name of a setting`);
    return `${name} = ${quoteText(value)}`;
  });
  return assignments.length === 0 ? "" : `SET ${assignments.join(", ")}`;
}

function quoteName(name: string): string {
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}

function quoteText(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

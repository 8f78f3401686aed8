import { exchange } from "../probe.ts";

/**
 * Whether Postgres accepts connections: it replies to a start-up message with a password request, and with an error while
 * it is starting. https://www.postgresql.org/docs/current/protocol-flow.html
 */
export async function postgresAnswers(port: number): Promise<boolean> {
  const answer = await exchange(port, startupMessage("shunt", "postgres"));
  return answer?.[0] === "R".charCodeAt(0);
}

function startupMessage(user: string, database: string): Buffer {
  const protocol = Buffer.from([0, 3, 0, 0]);
  const parameters = Buffer.from(`user\0${user}\0database\0${database}\0\0`);
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + protocol.length + parameters.length);
  return Buffer.concat([length, protocol, parameters]);
}

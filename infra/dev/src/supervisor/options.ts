import { parseArgs } from "node:util";

export const help = `npm start [-- options]

Runs all of Shunt on this machine: Postgres, Redis, the three services. Ctrl-C stops it. Data is kept in .shunt/.

Options
  --smoke   make a link, click it, wait until the click is counted, stop
  --help    this text

Environment
  DATABASE_URL, REDIS_URL                   servers of your own, instead of those that would be started
  REDIS_PASSWORD                            opens a Redis of your own, where its URL has no password
  BASE_URL, APP_URL                         origins of short links and of the API
  REDIRECT_PORT, MANAGEMENT_PORT            8000 and 8001
  REDIRECT_OPS_PORT, MANAGEMENT_OPS_PORT, WORKER_OPS_PORT    9000, 9001 and 9002
  SECRET_KEY                                drawn and kept in .shunt/ if it is not set
  and the other variables in docs/configuration.md
`;

/** @throws TypeError naming an option that is not known. */
export function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: { smoke: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  return values;
}

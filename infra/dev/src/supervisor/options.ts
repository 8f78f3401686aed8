import { parseArgs } from "node:util";

export const help = `npm start [-- options]

Runs Shunt on this machine: Postgres, Redis and the three services. Ctrl-C stops it. Data stays in .shunt/.

Options
  --clickhouse   keep clicks in ClickHouse, whose engine is installed into .shunt/ (180 MB to download, Linux on x64)
  --smoke        create a link, click it, wait until the click is counted, and stop
  --help         show this text

Environment
  DATABASE_URL, REDIS_URL                   use your own servers instead of starting them
  CLICKHOUSE_URL                            keep clicks in your own ClickHouse
  REDIS_PASSWORD                            password of your own Redis, if its URL has none
  BASE_URL, APP_URL                         origins of short links and of the API
  REDIRECT_PORT, MANAGEMENT_PORT            default: 8000 and 8001
  REDIRECT_OPS_PORT, MANAGEMENT_OPS_PORT,
  WORKER_OPS_PORT                           default: 9000, 9001 and 9002
  SECRET_KEY                                default: generated and saved in .shunt/
  docs/configuration.md describes these and all other variables.
`;

const options = {
  clickhouse: { type: "boolean", default: false },
  smoke: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
} as const;

/**
 * @param env the environment, in which npm leaves options of its own
 * @throws TypeError that names an unknown option, or one that npm took for its own
 */
export function parseOptions(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { values } = parseArgs({ args: [...args], options });
  const taken = Object.keys(options).find(name => name !== "help" && env[`npm_config_${name}`]);
  if (taken) throw new TypeError(`npm took --${taken} for its own option: run npm start -- --${taken}`);
  return values;
}

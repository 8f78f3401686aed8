export interface Administrator {
  email: string;
  password: string;
  /** False once the account has another password. */
  hasThisPassword: boolean;
}

/** The text that `npm start` prints once all services are ready. */
export function toReport(facts: {
  seconds: string;
  postgres: string;
  redis: string;
  clickhouse: string | undefined;
  baseUrl: string;
  appUrl: string;
  admin: Administrator;
  dataDir: string;
}): string {
  const { seconds, postgres, redis, clickhouse, baseUrl, appUrl, admin, dataDir } = facts;
  return `
Shunt runs (${seconds} s).

  Dashboard     ${appUrl}
  Short links   ${baseUrl}
  API           ${appUrl}/api/v1
  API docs      ${appUrl}/docs
  Health        ${appUrl}/api/v1/health
  Operations    ${appUrl}/operations
  Administrator ${admin.email}, ${admin.hasThisPassword ? `password ${admin.password}` : "whose password was changed"}
  Postgres      ${postgres}
  Redis         ${redis}${clickhouse ? `\n  ClickHouse    ${clickhouse}` : ""}
  Data, logs    ${dataDir}

Sign in as the administrator and create a link, in another terminal:

${toExample(baseUrl, appUrl, admin)}
README.md continues with these variables. Ctrl-C stops everything.
`;
}

/** Commands that can be pasted in bash and zsh. They set the variables that README.md uses. */
function toExample(baseUrl: string, appUrl: string, { email, password, hasThisPassword }: Administrator): string {
  const account = { email, password: hasThisPassword ? password : "your password" };
  return `SHORT=${baseUrl}
API=${appUrl}/api/v1
JSON='content-type: application/json'
ACCOUNT=${quote(JSON.stringify(account))}
TOKEN=$(curl -s "$API/auth/login" -H "$JSON" -d "$ACCOUNT" | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
AUTH="authorization: Bearer $TOKEN"
curl -s "$API/urls" -H "$AUTH" -H "$JSON" -d '{"original_url":"https://example.com/hello"}'
`;
}

/** As one word of a shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

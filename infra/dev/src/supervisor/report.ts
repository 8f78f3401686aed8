/** The text that `npm start` prints once all services are ready. */
export function toReport(facts: {
  seconds: string;
  postgres: string;
  redis: string;
  baseUrl: string;
  appUrl: string;
  admin: { email: string; password: string };
  dataDir: string;
}): string {
  const { seconds, postgres, redis, baseUrl, appUrl, admin, dataDir } = facts;
  return `
Shunt runs (${seconds} s).

  Short links   ${baseUrl}
  API           ${appUrl}/api/v1
  API docs      ${appUrl}/docs
  Health        ${appUrl}/api/v1/health
  Operations    ${appUrl}/ops
  Administrator ${admin.email}, password ${admin.password}
  Postgres      ${postgres}
  Redis         ${redis}
  Data, logs    ${dataDir}

Create a link:

  curl -s -X POST ${appUrl}/api/v1/urls \\
    -H 'content-type: application/json' \\
    -d '{"original_url":"https://example.com/hello"}'

Ctrl-C stops everything.
`;
}

/** What the operator reads once everything runs. */
export function toReport(facts: {
  seconds: string;
  postgres: string;
  redis: string;
  baseUrl: string;
  appUrl: string;
  dataDir: string;
}): string {
  const { seconds, postgres, redis, baseUrl, appUrl, dataDir } = facts;
  return `
Shunt runs (${seconds} s).

  Short links   ${baseUrl}
  API           ${appUrl}/api/v1
  API docs      ${appUrl}/docs
  Health        ${appUrl}/api/v1/health
  Postgres      ${postgres}
  Redis         ${redis}
  Data, logs    ${dataDir}

Make a link:

  curl -s -X POST ${appUrl}/api/v1/urls \\
    -H 'content-type: application/json' \\
    -d '{"original_url":"https://example.com/hello"}'

Ctrl-C stops everything.
`;
}

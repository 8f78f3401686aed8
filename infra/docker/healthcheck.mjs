// Checks that the process responds. It ignores dependencies (/readyz), because a restart would not fix those.
const { env } = process;
const port = env[`${env.SHUNT_SERVICE?.toUpperCase()}_OPS_PORT`];
try {
  const answer = await fetch(`http://127.0.0.1:${port}/livez`, { signal: AbortSignal.timeout(4_000) });
  process.exitCode = answer.ok ? 0 : 1;
} catch (err) {
  process.stderr.write(`${err.cause?.message ?? err.message}\n`);
  process.exitCode = 1;
}

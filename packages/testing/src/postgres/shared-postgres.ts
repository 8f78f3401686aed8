import { freePort, hasDocker, providePostgres, type Server } from "@shunt/dev";

/** Provides one server for all test files: the given one, else a container, or without Docker the one `npm start` uses. */
export async function startSharedPostgres(dir: string, databaseUrl: string | undefined): Promise<Server> {
  if (!databaseUrl && (await hasDocker())) return startWithTestcontainers();
  return providePostgres({ dir, port: await freePort(), isDurable: false }, databaseUrl);
}

async function startWithTestcontainers(): Promise<Server> {
  // Loaded only with Docker, because loading is slow.
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const container = await new PostgreSqlContainer("postgres:17-alpine").start();
  return {
    url: container.getConnectionUri(),
    source: "testcontainers",
    stop: async () => void (await container.stop()),
  };
}

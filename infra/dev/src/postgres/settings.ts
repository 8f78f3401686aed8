import type { PostgresOptions } from "./postgres-options.ts";

interface ServerSettings extends Pick<PostgresOptions, "port" | "isDurable" | "survivesKill"> {
  listenAddresses: string;
}

export function toSettings(options: ServerSettings): string[] {
  const settings: Record<string, string> = {
    port: String(options.port),
    listen_addresses: options.listenAddresses,
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    ...(!options.isDurable && {
      // Several tests, each with several services, share the server.
      max_connections: "500",
      fsync: "off",
      // Otherwise commits of the last moment are only in its memory, which ends with its processes.
      synchronous_commit: options.survivesKill ? "on" : "off",
      full_page_writes: "off",
      // Tests create hundreds of databases; the default visits each of them once a minute.
      autovacuum_naptime: "10min",
    }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

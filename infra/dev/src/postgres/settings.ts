/** Command line settings of a Postgres server. */
export function toSettings(options: { port: number; isDurable: boolean; listenAddresses: string }): string[] {
  const settings: Record<string, string> = {
    port: String(options.port),
    listen_addresses: options.listenAddresses,
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    ...(!options.isDurable && {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      // Tests make hundreds of databases, each of which would get a visit a minute.
      autovacuum_naptime: "10min",
    }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

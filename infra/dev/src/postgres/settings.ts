export function toSettings(options: { port: number; isDurable: boolean; listenAddresses: string }): string[] {
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
      synchronous_commit: "off",
      full_page_writes: "off",
      // Tests create hundreds of databases; the default visits each of them once a minute.
      autovacuum_naptime: "10min",
    }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

export interface PostgresOptions {
  /** Absolute path, created if missing. Contains the data, the password and the log. */
  dir: string;
  port: number;
  /** false: nothing is synced to disk, for temporary data. */
  isDurable: boolean;
  /** true: without being durable, it keeps what is committed if all its processes are killed, but the machine lives on. */
  survivesKill?: boolean;
  /** true: the URL uses a role that owns the database and is no superuser, as in production. */
  forServices?: boolean;
  /** Command line that wraps the server's own, for instance to give it a separate disk. Not for a container. */
  launcher?: readonly string[];
  /** Copies data of another server to the given directory, instead of creating a cluster. Not for a container. */
  copyData?: (dataDir: string) => Promise<void>;
}

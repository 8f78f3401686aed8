export interface PostgresOptions {
  /** Absolute; made if it is not there. Holds the data, the password and the log. */
  dir: string;
  port: number;
  /** False: nothing is forced to disk. For data that is thrown away. */
  isDurable: boolean;
  /** True: the URL is that of a role that owns the database and is no superuser, as in production. */
  forServices?: boolean;
  /** Comes before the server's own command line, such as what gives it a disk of its own. Not for a container. */
  launcher?: readonly string[];
  /** Copies data of another server to the given directory, in place of data that is made anew. Not for a container. */
  copyData?: (dataDir: string) => Promise<void>;
}

export type RedisAddress =
  | { kind: "single"; url: string }
  | ({ kind: "cluster"; nodes: readonly RedisNode[] } & RedisAccess)
  | ({ kind: "sentinel"; sentinels: readonly RedisNode[]; name: string; db: number } & RedisAccess);

export interface RedisNode {
  host: string;
  port: number;
}

/** Credentials of the Redis nodes, not of the sentinels. */
export interface RedisAccess {
  username: string | undefined;
  password: string | undefined;
  isTls: boolean;
}

const manyNodes = /^(rediss?)\+(cluster|sentinel):\/\/(?:([^@/]*)@)?([^/?#]+)(?:\/([^/?#]+))?(?:\/(\d+))?\/?$/;
const defaultPorts = { cluster: 6379, sentinel: 26379 } as const;

/**
 * Parses `redis://…` and `rediss://…` (TLS, https://www.iana.org/assignments/uri-schemes/prov/redis), and URLs of several nodes:
 * `redis+cluster://user:password@a:6379,b:6379` and `redis+sentinel://user:password@a:26379,b:26379/name-of-the-master/db`.
 * User and password are percent-encoded.
 *
 * @throws Error with the accepted form. It omits the URL, which may contain a password.
 */
export function parseRedisAddress(url: string): RedisAddress {
  if (/^rediss?:\/\//.test(url) && URL.canParse(url)) return { kind: "single", url };
  const [, scheme, kind, access, hosts = "", name, db = "0"] = manyNodes.exec(url) ?? [];
  if (kind !== "cluster" && kind !== "sentinel")
    throw new Error("must begin with redis://, rediss://, redis+cluster:// or redis+sentinel://");
  const nodes = hosts.split(",").map(host => toNode(host, defaultPorts[kind]));
  const how = { ...toAccess(access), isTls: scheme === "rediss" };
  if (kind === "sentinel") {
    if (name === undefined) throw new Error("must name the master: redis+sentinel://host:26379/name");
    return { kind, sentinels: nodes, name, db: Number(db), ...how };
  }
  if (name !== undefined) throw new Error("must have no path: a cluster has one database");
  return { kind, nodes, ...how };
}

function toNode(text: string, defaultPort: number): RedisNode {
  const parsed = URL.parse(`redis://${text}`);
  if (!parsed?.hostname || parsed.username || parsed.pathname)
    throw new Error("must list hosts as host:port, with commas between");
  return { host: parsed.hostname.replace(/^\[(.*)\]$/, "$1"), port: parsed.port ? Number(parsed.port) : defaultPort };
}

function toAccess(text: string | undefined): Pick<RedisAccess, "username" | "password"> {
  if (text === undefined) return { username: undefined, password: undefined };
  const [username = "", password = ""] = text.split(":").map(decodeURIComponent);
  return { username: username || undefined, password: password || undefined };
}

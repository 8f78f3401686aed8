import { isIP } from "node:net";
import { z } from "zod";
import { createNetworkList } from "./network-list.ts";

export const Port = z.coerce.number().int().min(0).max(65535);

/**
 * The address that the ops port listens on. The default is this machine only, because the port serves metrics to any client.
 * `*` means all addresses, IPv4 and IPv6.
 */
export const OpsHost = z
  .string()
  .refine(host => host === "*" || host === "localhost" || isIP(host) !== 0, "must be an IP address, localhost or *")
  .default("127.0.0.1");

export const Count = z.coerce.number().int().nonnegative();

export const PositiveInt = z.coerce.number().int().positive();
/** Silence (s) after which other processes consider one dead and take over its work. Must be the same for all services. */
export const ProcessSilence = PositiveInt.min(3).default(15);

/** `true` or `false`, also as 1, 0, on, off, yes and no. */
export const Flag = z.stringbool();

const percentEncoded = ", with special characters of user and password percent-encoded";

export const DatabaseUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//, { error: "must begin with postgres://", abort: true })
  .refine(URL.canParse, `must be a URL such as postgres://user:password@host:5432/shunt${percentEncoded}`);

const clickHouseMessage = "must be an address with a database, such as http://user:password@host:8123/shunt";

/** HTTP interface of ClickHouse, with the name of a database. */
export const ClickHouseUrl = z
  .url({ protocol: /^https?$/, error: clickHouseMessage, abort: true })
  .refine(value => /^\/[^/]+$/.test(new URL(value).pathname) && !new URL(value).hash, clickHouseMessage);

export const RedisUrl = z
  .string()
  .regex(/^rediss?(\+cluster|\+sentinel)?:\/\/./, {
    error: "must begin with redis://, rediss://, redis+cluster:// or redis+sentinel://",
    abort: true,
  })
  // The URLs of clusters and sentinels list several hosts.
  .refine(
    url => /^rediss?\+/.test(url) || URL.canParse(url),
    `must be a URL such as redis://user:password@host:6379${percentEncoded}`,
  );

const originMessage = "must be an origin without a path, such as https://go.example.com";

/** An http(s) origin, without a path and without a trailing slash. */
export const BaseUrl = z
  .url({ protocol: /^https?$/, error: originMessage })
  .transform(value => new URL(value))
  .refine(url => url.pathname === "/" && !url.search && !url.hash && !url.username, originMessage)
  .transform(url => url.origin);

/**
 * Secrets, separated by commas. The first is in use; the others are older and still accepted. Each has at least 256 bits, as
 * HS256 requires (RFC 7518, 3.2): 64 hex digits, or 43 other characters.
 */
export const SecretKeys = z
  .string()
  .transform(value => value.split(",").map(secret => secret.trim()))
  .refine(
    secrets => secrets.every(has256Bits),
    "must hold at least 256 bits, such as the output of `openssl rand -hex 32`; separate several secrets by commas",
  );

/** A secret of at least 256 bits, as for `SecretKeys`. */
export const Secret = z
  .string()
  .trim()
  .refine(has256Bits, "must hold at least 256 bits, such as the output of `openssl rand -hex 32`");

function has256Bits(secret: string): boolean {
  return secret.length >= (/^[0-9a-fA-F]+$/.test(secret) ? 64 : 43);
}

export const LogLevel = z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info");

/** `smtp://` or `smtps://`, with user and password if the server requires them. */
export const SmtpUrl = z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://");

/** Addresses and CIDR ranges, separated by commas. */
export const NetworkText = z.string().superRefine((value, ctx) => {
  try {
    createNetworkList(value);
  } catch (err) {
    ctx.addIssue({ code: "custom", message: (err as Error).message, input: value });
  }
});

export const Networks = NetworkText.transform(createNetworkList);

/** `links@example.com`, or with a name: `Links <links@example.com>`. */
export const MailFrom = z
  .string()
  .regex(
    /^([^<>@\s]+@[^<>@\s]+|[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>)$/,
    "must be an address such as links@example.com, or a name and an address such as Links <links@example.com>",
  );

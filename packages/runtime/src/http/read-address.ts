import { isIP, isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

/** Longest spelling: a bracketed IPv6 address with a zone and a port. */
const maxLength = 80;

/** In brackets with or without a port; IPv4 with a port; the port may be obfuscated (RFC 7239, 6.3). */
const inBrackets = /^\[([^\]]*)\](?::(?:\d{1,5}|_[\w.-]+))?$/;
const withPort = /^([\d.]+):(?:\d{1,5}|_[\w.-]+)$/;
const mappedPrefix = "::ffff:";
/** Lower-case IPv6 that is not mapped, as most proxies write it. */
const plainV6 = /^[1-9a-f][0-9a-f:]*$/;

/**
 * Parses an address in the forms that proxies write: with a port (Azure Application Gateway, IIS ARR), IPv6 in brackets, with a
 * zone, in quotes, in upper case, IPv4 mapped into IPv6.
 *
 * @returns dotted IPv4, or IPv6 without a zone; undefined for other text
 */
export function readAddress(text: string): string | undefined {
  // The common cases: plain IPv4, or IPv4 on an IPv6 socket.
  if (isIPv4(text)) return text;
  if (text.startsWith(mappedPrefix) && isIPv4(text.slice(mappedPrefix.length))) return text.slice(mappedPrefix.length);
  if (text.length > maxLength) return undefined;
  const trimmed = text.trim();
  const unquoted = trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1).trim() : trimmed;
  const bare = inBrackets.exec(unquoted)?.[1] ?? withPort.exec(unquoted)?.[1] ?? unquoted;
  const zone = bare.indexOf("%");
  const address = zone < 0 ? bare : bare.slice(0, zone);
  // Stricter than the parser below, which accepts octal and partial IPv4.
  const version = isIP(address);
  if (version === 0 || (version === 4 && zone >= 0)) return undefined;
  return version === 4 || plainV6.test(address) ? address : ipaddr.process(address).toString();
}

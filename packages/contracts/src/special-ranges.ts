/**
 * Ranges outside the public internet: IANA's special-purpose registries, including their reachable parts
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry),
 * multicast and reserved space. IPv6 outside `2000::/3` is refused anyway and listed for completeness.
 */
export const specialRanges: readonly string[] = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // shared by carriers
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local, metadata of clouds
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.31.196.0/24", // AS112
  "192.52.193.0/24", // automatic multicast tunnelling
  "192.88.99.0/24", // 6to4 relays
  "192.168.0.0/16", // private
  "192.175.48.0/24", // AS112
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
  "::/128", // unspecified
  "::1/128", // loopback
  "::/96", // IPv4-compatible
  "::ffff:0:0/96", // IPv4-mapped
  "64:ff9b:1::/48", // NAT64 for local use
  "100::/64", // discard only
  "100:0:0:1::/64", // dummy prefix
  "2001::/23", // protocol assignments: Teredo, benchmarks, ORCHID, DETs, AS112
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4
  "2620:4f:8000::/48", // AS112
  "3fff::/20", // documentation
  "5f00::/16", // segment routing
  "fc00::/7", // private
  "fe80::/10", // link-local
  "fec0::/10", // site-local
  "ff00::/8", // multicast
];

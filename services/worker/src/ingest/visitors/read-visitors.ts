import type { ClickColumns } from "@shunt/queue";
import { toClientNetwork } from "@shunt/runtime";
import { memoize } from "@shunt/visitor/memoize";
import { toPublicAddress } from "@shunt/visitor/public-address";
import type { VisitorOnLink } from "../../enrich/recent-visits.ts";
import { createTokens } from "../../enrich/visitor-tokens.ts";
import { type ReadClick, readColumn, readColumnBy } from "../read-column.ts";
import type { VisitorHashes } from "./visitor-hash.ts";

const maxAddresses = 10_000;
const maxTokens = 20_000;

/** The visitors of a batch, each by the position of its visit. */
export interface Visitors {
  address: ReadClick<Address>;
  onLink: ReadClick<VisitorOnLink>;
  hash: (i: number, hashes: VisitorHashes) => string;
}

interface Address {
  ip: string;
  network: string;
  isPublic: boolean;
  /** Of the network. */
  token: number;
}

const tokenOfNetwork = createTokens(maxTokens);
const tokenOfAgent = createTokens(maxTokens);
const tokenOfLink = createTokens(maxTokens);

const addressOf = memoize((ip: string): Address => {
  const network = toClientNetwork(ip);
  return { ip, network, isPublic: toPublicAddress(ip) !== undefined, token: tokenOfNetwork(network) };
}, maxAddresses);

export function readVisitors(batch: ClickColumns): Visitors {
  const address = readColumn(batch, "ip", addressOf);
  const agent = readColumn(batch, "userAgent", tokenOfAgent);
  const link = readColumn(batch, "linkId", tokenOfLink);
  const networkHash = readColumnBy(batch, "ip", (ip, { ofNetwork }: VisitorHashes) => ofNetwork(addressOf(ip).network));
  const agentHash = readColumnBy(batch, "userAgent", (userAgent, { ofAgent }: VisitorHashes) => ofAgent(userAgent));
  return {
    address,
    onLink: i => ({ link: link(i), network: address(i).token, userAgent: agent(i) }),
    hash: (i, hashes) => networkHash(i, hashes) + agentHash(i, hashes),
  };
}

import type { DomainCache, LinkCache } from "@shunt/cache";
import type { Core } from "../core.ts";
import type { OutboxSettler } from "./outbox-settler.ts";

export interface ChangesDeps extends Core {
  linkCache: LinkCache;
  domainCache: DomainCache;
  outbox: OutboxSettler;
}

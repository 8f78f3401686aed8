import { noPurpose } from "@shunt/contracts/clicks";
import type { VisitFacts } from "../visit-facts.ts";

/** A visit to `/abc` from 192.0.2.7, overridden by the given facts. */
export function aVisit(given: Partial<VisitFacts> = {}): VisitFacts {
  return {
    path: "/abc",
    code: "abc",
    view: "link",
    extra: null,
    query: "",
    ticket: undefined,
    at: 0,
    method: "GET",
    headers: {},
    address: "192.0.2.7",
    network: "192.0.2.7",
    userAgent: "",
    referrer: "",
    languages: "",
    purpose: noPurpose,
    clickId: "019ad2b4-7c1e-7a53-9f0e-3d7b8f2c6a10",
    hasContinued: false,
    clicks: undefined,
    ...given,
  };
}

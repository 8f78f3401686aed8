import { createClientAddress } from "@shunt/runtime";
import { Visit, type VisitRequest } from "../visit/visit.ts";

const clientAddress = createClientAddress("");

/** A visit to `/abc` from 192.0.2.7, answered at `at`. */
export function aVisit({ at = 0, ...given }: Partial<VisitRequest> & { at?: number } = {}): Visit {
  const socket = { remoteAddress: "192.0.2.7", destroyed: false };
  const visit = new Visit({ method: "GET", url: "/abc", headers: {}, socket, ...given }, clientAddress);
  visit.at = at;
  return visit;
}

import type { StreamName, StreamTicket } from "@shunt/contracts/values";
import type { Caller } from "../../access/index.ts";
import type { AuthDeps } from "../deps.ts";
import { ticketTtlSeconds } from "./tokens.ts";

export function createTicket({ tokens }: Pick<AuthDeps, "tokens">, actor: Caller, stream: StreamName): StreamTicket {
  return { ticket: tokens.issueTicket(stream, actor), expires_in: ticketTtlSeconds };
}

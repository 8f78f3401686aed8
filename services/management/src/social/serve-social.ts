import { type Operation, Problem } from "@shunt/contracts";
import type { Express, Response } from "express";
import type { Caller } from "../auth/index.ts";
import type { Context } from "../context.ts";
import { type Input, serve } from "../http/serve.ts";
import type { SocialContext } from "./social-context.ts";

/** As `serve` does, for the social module: a client that names itself beside its token must name itself rightly. */
export function serveSocial<const O extends Operation>(
  app: Express,
  context: SocialContext,
  operation: O,
  handler: (context: SocialContext, input: Input<O>, res: Response) => Promise<unknown>,
): void {
  const handle = (_context: Context, input: Input<O>, res: Response) => {
    const { actor, body, query } = input as Input<Operation>;
    for (const named of [body, query]) refuseOtherIdentity(actor, named as NamedIds | undefined);
    return handler(context, input, res);
  };
  serve(app, context, operation, handle);
}

interface NamedIds {
  user_id?: string;
  sender_id?: string;
}

function refuseOtherIdentity(actor: Caller | undefined, named: NamedIds = {}): void {
  for (const id of [named.user_id, named.sender_id])
    if (id !== undefined && id.toLowerCase() !== actor?.userId) throw new Problem("forbidden", "This is somebody else");
}

import type { App } from "../http/app.ts";
import { sendBothWays } from "./send-both-ways.ts";

export interface VisitOptions {
  method?: string;
  headers?: Record<string, string>;
  isAborted?: boolean;
}

/** Sends a request from 192.0.2.7 to an app, and its reply through the listener. */
export async function visitApp(
  app: App,
  path: string,
  { method = "GET", headers = {}, isAborted = false }: VisitOptions = {},
): Promise<Response> {
  const socket = { remoteAddress: "192.0.2.7", destroyed: isAborted };
  const reply = await app({ method, headers, url: path, socket });
  return sendBothWays(reply, { method, path, headers });
}

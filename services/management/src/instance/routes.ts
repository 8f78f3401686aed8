import { operations } from "@shunt/contracts/operations";
import type { Express } from "express";
import { type HttpDeps, serve } from "../http/index.ts";
import { toInstance } from "./to-instance.ts";

const cachedSeconds = 60;

export function addInstanceRoutes(app: Express, context: HttpDeps): void {
  const instance = toInstance(context.config);
  serve(app, context, operations.getInstance, async (_ctx, _input, res) => {
    res.setHeader("Cache-Control", `public, max-age=${cachedSeconds}`);
    return instance;
  });
}

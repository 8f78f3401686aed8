import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { toOpenApi } from "@shunt/contracts/openapi";
import type { Operation } from "@shunt/contracts/operations";
import express, { type Express } from "express";
import type { HttpDeps } from "../http/index.ts";

const swaggerUi = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

const assets = resolve(import.meta.dirname, "../../assets/docs");

/** Serves the API description at `/openapi.json`, and Swagger UI for it at `/docs` without requests to other hosts. */
export function addDocsRoutes(app: Express, { config }: HttpDeps, served: readonly Operation[]): void {
  const description = toOpenApi(config.appUrl, served);
  app.get("/openapi.json", (_req, res) => void res.json(description));
  // Before the files of Swagger UI, which have an initializer of their own.
  app.use("/docs", express.static(assets, { index: false, redirect: false }));
  app.use("/docs", express.static(swaggerUi, { index: "index.html" }));
}

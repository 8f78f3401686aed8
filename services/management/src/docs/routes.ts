import { createRequire } from "node:module";
import { dirname } from "node:path";
import { toOpenApi } from "@shunt/contracts/openapi";
import type { Operation } from "@shunt/contracts/operations";
import express, { type Express } from "express";
import type { HttpDeps } from "../http/index.ts";

const swaggerUi = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

const initializer = `window.onload = () => {
  window.ui = SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", deepLinking: true });
};
`;

/** Serves the API description at `/openapi.json`, and Swagger UI for it at `/docs` without requests to other hosts. */
export function addDocsRoutes(app: Express, { config }: HttpDeps, served: readonly Operation[]): void {
  const description = toOpenApi(config.appUrl, served);
  app.get("/openapi.json", (_req, res) => void res.json(description));
  app.get("/docs/swagger-initializer.js", (_req, res) => void res.type("text/javascript").send(initializer));
  app.use("/docs", express.static(swaggerUi, { index: "index.html" }));
}

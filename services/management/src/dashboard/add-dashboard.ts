import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Express, NextFunction, Request, Response } from "express";
import sirv from "sirv";
import type { HttpDeps } from "../http/index.ts";
import { toContentSecurityPolicy } from "./content-security-policy.ts";

/** Names of files below it contain a hash of their content. */
const hashedFiles = "/assets/";
const yearSeconds = 31_536_000;

/** Their addresses contain a secret, which no search engine may show. */
const secretPages = ["/shared/", "/invitation"];

/**
 * Serves the built dashboard: its files, and its page for each address at which a browser navigates and which nothing else
 * serves. Files are sent with Brotli if the browser accepts it.
 *
 * @throws Error if the directory has no page
 */
export function addDashboard(app: Express, { config }: Pick<HttpDeps, "config">): void {
  const { dir } = config.dashboard;
  if (dir === undefined) return;
  if (!existsSync(join(dir, "index.html"))) throw new Error(`DASHBOARD_DIR: no index.html in ${dir}`);
  const policy = toContentSecurityPolicy(config.appUrl);
  const files = sirv(dir, {
    brotli: true,
    etag: true,
    extensions: [],
    setHeaders: (res, path) => {
      const isHashed = path.startsWith(hashedFiles);
      res.setHeader("Cache-Control", isHashed ? `public, max-age=${yearSeconds}, immutable` : "no-cache");
      if (path.endsWith(".html")) res.setHeader("Content-Security-Policy", policy);
    },
  });
  app.use((req, res, next) => {
    if (secretPages.some(path => req.path.startsWith(path))) res.setHeader("X-Robots-Tag", "noindex");
    files(req, res, isNavigation(req) ? () => sendPage(files, req, res, next) : next);
  });
}

/**
 * Browsers get the page, which says itself what it does not have; programs the problem `not-found`, except at the root, which
 * people and their monitors try first.
 */
function isNavigation({ method, path, headers }: Request): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && !path.startsWith("/api/") && (path === "/" || (headers.accept ?? "").includes("text/html"));
}

function sendPage(files: ReturnType<typeof sirv>, req: Request, res: Response, next: NextFunction): void {
  req.url = "/index.html";
  files(req, res, next);
}

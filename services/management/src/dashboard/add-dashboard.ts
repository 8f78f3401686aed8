import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Instance } from "@shunt/contracts/accounts";
import { prerenderedDirectory, prerenderedPaths, toPrerenderedFile } from "@shunt/contracts/dashboard";
import type { Express, NextFunction, Request, Response } from "express";
import sirv from "sirv";
import { type HttpDeps, toPageLook } from "../http/index.ts";
import { toInstance } from "../instance/index.ts";
import { toContentSecurityPolicy } from "./content-security-policy.ts";

/** Names of files below it contain a hash of their content. */
const hashedFiles = "/assets/";
const yearSeconds = 31_536_000;

/** Their addresses contain a secret, which no search engine may show. */
const secretPages = ["/shared/", "/invitation"];

/**
 * Serves the built dashboard: its files, and its page for each address at which a browser navigates and which nothing else
 * serves. The pages of `prerenderedPaths` are in the language that the browser asks for. Files are sent with Brotli if the
 * browser accepts it.
 *
 * @throws Error if the directory has no page
 */
export function addDashboard(app: Express, { config }: Pick<HttpDeps, "config">): void {
  const { dir } = config.dashboard;
  if (dir === undefined) return;
  if (!existsSync(join(dir, "index.html"))) throw new Error(`DASHBOARD_DIR: no index.html in ${dir}`);
  const instance = toInstance(config);
  const policy = toContentSecurityPolicy(config.appUrl);
  const files = sirv(dir, {
    brotli: true,
    etag: true,
    extensions: [],
    setHeaders: (res, path) => {
      const isHashed = path.startsWith(hashedFiles);
      res.setHeader("Cache-Control", isHashed ? `public, max-age=${yearSeconds}, immutable` : "no-cache");
      if (path.endsWith(".html")) res.setHeader("Content-Security-Policy", policy);
      if (path.startsWith(`/${prerenderedDirectory}/`)) res.setHeader("Vary", "Accept-Encoding, Accept-Language");
    },
  });
  const send = (file: string, req: Request, res: Response, next: NextFunction) => {
    req.url = file;
    files(req, res, next);
  };
  app.use((req, res, next) => {
    if (secretPages.some(path => req.path.startsWith(path))) res.setHeader("X-Robots-Tag", "noindex");
    if (!isNavigation(req)) return files(req, res, next);
    const sendIndex = () => send("/index.html", req, res, next);
    const prerendered = findPrerendered(req, instance);
    if (prerendered === undefined) return files(req, res, sendIndex);
    // A build by other means than `build-tools/build.ts` has none.
    send(prerendered, req, res, sendIndex);
  });
}

/** The file of a page that the build has drawn. It shows the page for an address without parameters. */
function findPrerendered(req: Request, instance: Instance): string | undefined {
  const path = prerenderedPaths.find(each => each === req.url);
  return path && `/${toPrerenderedFile(path, { language: toPageLook(req).language, instance })}`;
}

/**
 * Browsers get the page, which says itself what it does not have; programs the problem `not-found`, except at the root, which
 * people and their monitors try first.
 */
function isNavigation({ method, path, headers }: Request): boolean {
  const isRead = method === "GET" || method === "HEAD";
  return isRead && !path.startsWith("/api/") && (path === "/" || (headers.accept ?? "").includes("text/html"));
}

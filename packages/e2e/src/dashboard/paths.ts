import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const routes = join(resolve(import.meta.dirname, "../../../.."), "services/dashboard/src/app/routes.ts");

/** The paths of all pages, with parameters such as `$id`. */
export const paths = [...readFileSync(routes, "utf8").matchAll(/^ {4}path: "(.+)",$/gm)].map(([, path]) => path ?? "");

/** Those of pages that people see before they sign in. */
export const openPaths = ["/", "/sign-in", "/register", "/forgot-password", "/invitation"];

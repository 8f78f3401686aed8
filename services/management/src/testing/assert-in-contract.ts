import { type Operation, operations, problemCodesOf } from "@shunt/contracts/operations";
import { toPaths } from "../http/serve.ts";

/** Answers of the HTTP layer itself, and of operations that are disabled. */
const ofEveryRequest = ["malformed-request", "headers-too-large", "request-timeout", "not-found", "internal"];

const routes = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
  toPaths(operation).map(path => ({ name, operation, segments: path.split("/") })),
);
type Route = (typeof routes)[number];

/**
 * @param path with or without a query
 * @throws Error that names the operation if it does not list the status or the problem code
 */
export function assertInContract(method: string, path: string, answer: { status: number; body: unknown }): void {
  const route = findRoute(method, path);
  if (!route) return;
  const { status, alsoAt } = route.operation.success;
  const { code } = (answer.body ?? {}) as { code?: string };
  const isListed =
    answer.status < 400 || answer.status === alsoAt
      ? [status, alsoAt, 304].includes(answer.status)
      : [...ofEveryRequest, ...problemCodesOf(route.operation)].includes(code ?? "");
  if (!isListed) throw new Error(`${route.name} does not list its answer ${answer.status} ${code ?? ""}`);
}

export const fetchInContract: typeof fetch = async (url, init) => {
  const response = await fetch(url, init);
  const body = response.ok ? undefined : await response.clone().json();
  assertInContract(init?.method ?? "GET", new URL(String(url)).pathname, { status: response.status, body });
  return response;
};

/** The route with the fewest parameters; Express registers those first. */
function findRoute(method: string, path: string): Route | undefined {
  const requested = path.replace(/[?#].*$/, "").split("/");
  const isParameter = (segment: string) => segment.startsWith(":");
  return routes
    .filter(
      ({ operation, segments }) =>
        operation.method.toUpperCase() === method &&
        segments.length === requested.length &&
        segments.every((segment, i) => isParameter(segment) || segment === requested[i]),
    )
    .sort((a, b) => a.segments.filter(isParameter).length - b.segments.filter(isParameter).length)[0];
}

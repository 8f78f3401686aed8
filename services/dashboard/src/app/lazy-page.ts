import { lazyRouteComponent } from "@tanstack/react-router";
import { UnreachableError } from "../api/fetch-from-server.ts";

/**
 * A page whose code is loaded when someone goes there. Code that is missing reloads the document, as after an update;
 * without a connection, a reload would lose it.
 */
export const lazyPage: typeof lazyRouteComponent = (load, name) =>
  lazyRouteComponent(
    () => load().catch((err: unknown) => Promise.reject(navigator.onLine ? err : new UnreachableError(err))),
    name,
  );

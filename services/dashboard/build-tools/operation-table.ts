import { type Operation, operations } from "@shunt/contracts/operations";
import type { Plugin } from "vite";

const name = "virtual:operations";
const resolved = `\0${name}`;

/**
 * Provides the module `virtual:operations`: the operations of the API without their schemas, which browsers do not
 * need to send a request. The schemas and zod would be the largest part of the first load.
 */
export function operationTable(): Plugin {
  return {
    name: "shunt:operation-table",
    resolveId: id => (id === name ? resolved : undefined),
    load: id => (id === resolved ? `export const operations = ${JSON.stringify(toTable())};` : undefined),
  };
}

function toTable() {
  return Object.fromEntries(Object.entries<Operation>(operations).map(([key, each]) => [key, toEntry(each)]));
}

/** The fields that `createClient` reads. */
function toEntry({ method, path, success, bodyMediaTypes }: Operation) {
  const { status, mediaTypes, alsoAt } = success;
  return {
    method,
    path,
    bodyMediaTypes,
    success: { status, mediaTypes, alsoAt, ...(success.schema && { schema: {} }) },
  };
}

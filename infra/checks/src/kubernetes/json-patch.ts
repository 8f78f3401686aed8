/** RFC 6902, limited to the operations used here. */
export type JsonPatch = { op: "add" | "replace" | "remove"; path: string; value?: unknown }[];

type Node = Record<string, unknown> | unknown[];

/** Applies a patch to the object. @throws Error if a value to replace or remove does not exist */
export function applyJsonPatch(object: Node, patch: JsonPatch): void {
  for (const { op, path, value } of patch) {
    const { parent, key } = findPlace(object, path);
    if (typeof parent !== "object" || (op !== "add" && !(key in parent))) throw new Error(`nothing is at ${path}`);
    if (Array.isArray(parent)) changeList(parent, op, key === "-" ? parent.length : Number(key), value);
    else if (op === "remove") delete parent[key];
    else parent[key] = value;
  }
}

function findPlace(object: Node, path: string): { parent: Node | undefined; key: string } {
  const keys = path.split("/").slice(1);
  const key = decode(keys.pop() ?? "");
  const step = (node: unknown, name: string) => (node as Record<string, unknown> | undefined)?.[decode(name)];
  return { parent: keys.reduce<unknown>(step, object) as Node | undefined, key };
}

function decode(key: string): string {
  return key.replaceAll("~1", "/").replaceAll("~0", "~");
}

function changeList(list: unknown[], op: JsonPatch[number]["op"], index: number, value: unknown): void {
  if (op === "add") list.splice(index, 0, value);
  else if (op === "replace") list[index] = value;
  else list.splice(index, 1);
}

import { createHash } from "node:crypto";
import type { Manifest } from "./manifest.ts";

/** A configMapGenerator or secretGenerator of a kustomization. */
export interface Generator {
  name: string;
  namespace?: string;
  behavior?: "merge";
  literals?: string[];
  envs?: string[];
}

const generated = new WeakSet<Manifest>();

/** Makes the ConfigMap or Secret of a generator. @param readEnv reads a file of its `envs` */
export function generateObject(kind: string, generator: Generator, readEnv: (file: string) => string): Manifest {
  const lines = (generator.envs ?? []).flatMap(file => readEnv(file).split("\n")).filter(line => /^\w/.test(line));
  const pairs = [...(generator.literals ?? []), ...lines].map(line => {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(line) ?? [];
    return [name, kind === "Secret" ? Buffer.from(value).toString("base64") : value];
  });
  const type = kind === "Secret" ? { type: "Opaque" } : {};
  const data = Object.fromEntries(pairs);
  const object = { apiVersion: "v1", kind, metadata: { name: generator.name } as Manifest, data, ...type };
  generated.add(object);
  return object;
}

/** Appends a hash of the content to the names of generated objects, and to references to them, as Kustomize does. */
export function nameByContent(objects: Manifest[]): void {
  for (const object of objects.filter(candidate => generated.has(candidate))) {
    const { name } = object.metadata;
    const hashed = `${name}-${hash(object)}`;
    object.metadata.name = hashed;
    const key = object.kind === "Secret" ? "secretKeyRef" : "configMapRef";
    for (const reference of objects.flatMap(other => findAll(other, key)))
      if (reference.name === name) reference.name = hashed;
  }
}

/** See `hasher.go` of Kustomize, which hashes an empty name. */
function hash({ kind, type, data }: Manifest): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = JSON.stringify({ data: sorted, kind, name: "", ...(type && { type }) });
  const escaped = text.replace(/[<>&]/g, found => `\\u00${found.charCodeAt(0).toString(16)}`);
  const digest = createHash("sha256").update(escaped).digest("hex").slice(0, 10);
  const replacements: Record<string, string> = { 0: "g", 1: "h", 3: "k", a: "m", e: "t" };
  return digest.replace(/[013ae]/g, found => replacements[found] ?? found);
}

function findAll(node: unknown, key: string): { name: string }[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === key ? [value as { name: string }] : findAll(value, key),
  );
}

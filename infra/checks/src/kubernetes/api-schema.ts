import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "@shunt/dev";
import { root } from "../repository.ts";
import type { Manifest } from "./manifest.ts";

/** @throws Error that names a field whose value the Kubernetes API would reject. Unknown fields pass. */
export async function validateValues(object: Manifest): Promise<void> {
  const models = (await import(toModule(object.apiVersion))) as Record<string, new (data: Manifest) => Model>;
  const Model = models[object.kind];
  if (!Model) throw new Error(`${object.apiVersion} has no ${object.kind}`);
  new Model(object).validate();
}

interface Model {
  validate(): void;
}

const compilerOptions = "--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --target es2024".split(" ");

/**
 * Compiles the objects against the types of the Kubernetes API, which rejects unknown fields.
 *
 * @throws Error with the compiler's message
 */
export async function assertKnownFields(objects: readonly Manifest[]): Promise<void> {
  // Below this package, so that the types are found.
  const directory = await mkdtemp(join(root, "infra/checks/node_modules/manifests-"));
  try {
    const file = join(directory, "objects.ts");
    await writeFile(file, objects.map(toTyped).join("\n"));
    await runCommand(join(root, "node_modules/.bin/tsc"), [...compilerOptions, "--types", "", file]);
  } finally {
    await rm(directory, { recursive: true });
  }
}

function toTyped(object: Manifest, i: number): string {
  const type = `import type { I${object.kind} as T${i} } from "${toModule(object.apiVersion)}";`;
  return `${type}\nexport const o${i}: T${i} = ${JSON.stringify(object)};`;
}

/** Packages with the types of other API groups than Kubernetes' own. */
const packages: Record<string, string> = {
  "keda.sh": "@kubernetes-models/keda",
  "gateway.networking.k8s.io": "@kubernetes-models/gateway-api",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

function toModule(apiVersion: string): string {
  return `${packages[apiVersion.split("/")[0] ?? ""] ?? "kubernetes-models"}/${apiVersion}`;
}

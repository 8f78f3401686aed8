import { dirname, join } from "node:path";
import { parse } from "yaml";
import { readYaml } from "../repository.ts";
import { applyJsonPatch, type JsonPatch } from "./json-patch.ts";

// Manifests are unchecked YAML.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Manifest = any;

interface Kustomization {
  apiVersion: string;
  kind: string;
  namespace?: string;
  resources: string[];
  images?: { name: string; newName: string; newTag: string }[];
  replicas?: { name: string; count: number }[];
  patches?: { target: { kind: string; name: string }; patch: string }[];
}

const known = ["apiVersion", "kind", "namespace", "resources", "images", "replicas", "patches"];

/**
 * Renders a directory as `kubectl kustomize` does. The manifests use only the fields supported here, so that the checks need
 * no other program.
 *
 * @throws Error if a field is not supported, or an image, replica count or patch has no target
 */
export function renderKustomization(directory: string): Manifest[] {
  const [kustomization] = readYaml(join(directory, "kustomization.yaml")) as [Kustomization];
  const unknown = Object.keys(kustomization).filter(field => !known.includes(field));
  if (unknown.length > 0) throw new Error(`${directory}: ${unknown.join(", ")} cannot be rendered here`);

  const objects = kustomization.resources.flatMap(resource =>
    resource.endsWith(".yaml") ? readYaml(join(directory, resource)) : renderKustomization(join(directory, resource)),
  ) as Manifest[];
  for (const change of kustomization.images ?? []) setImage(objects, change);
  for (const change of kustomization.replicas ?? []) setReplicas(objects, change);
  for (const { target, patch } of kustomization.patches ?? []) {
    const met = objects.filter(({ kind, metadata }) => kind === target.kind && metadata.name === target.name);
    if (met.length === 0) throw new Error(`${directory}: there is no ${target.kind} ${target.name} to patch`);
    for (const object of met) applyJsonPatch(object, parse(patch) as JsonPatch);
  }
  if (kustomization.namespace) for (const { metadata } of objects) metadata.namespace = kustomization.namespace;
  return objects;
}

/** The directories that operators apply. */
export const overlays = ["small", "large"].map(name => join(dirname("infra/k8s/overlays/_"), name));

function setImage(objects: Manifest[], { name, newName, newTag }: { name: string; newName: string; newTag: string }) {
  const containers = objects.flatMap(object => object.spec?.template?.spec?.containers ?? []);
  const met = containers.filter(({ image }: { image: string }) => image === name);
  if (met.length === 0) throw new Error(`there is no image ${name} to replace`);
  for (const container of met) container.image = `${newName}:${newTag}`;
}

function setReplicas(objects: Manifest[], { name, count }: { name: string; count: number }) {
  const met = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
  if (!met) throw new Error(`there is no Deployment ${name} to scale`);
  met.spec.replicas = count;
}

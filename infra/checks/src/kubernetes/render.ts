import { join } from "node:path";
import { parse } from "yaml";
import { readText, readYaml } from "../repository.ts";
import { type Generator, generateObject, nameByContent } from "./generate.ts";
import { applyJsonPatch, type JsonPatch } from "./json-patch.ts";
import { type Manifest, podTemplate } from "./manifest.ts";

interface Kustomization {
  apiVersion: string;
  kind: string;
  namespace?: string;
  resources?: string[];
  components?: string[];
  images?: { name: string; newName: string; newTag: string }[];
  replicas?: { name: string; count: number }[];
  configMapGenerator?: Generator[];
  secretGenerator?: Generator[];
  patches?: { target: { kind: string; name?: string }; patch: string }[];
}

const known =
  "apiVersion kind namespace resources components images replicas configMapGenerator secretGenerator patches";

/** The directories that operators apply, and the example of their own one. */
export const overlays = ["small", "large", "example"].map(name => `infra/k8s/overlays/${name}`);

/** Parts that operators may add. */
export const components = ["operator", "gateway", "prometheus-operator", "clickhouse", "openshift"];

/**
 * Renders a directory as `kubectl kustomize` does. The manifests use only the fields supported here, so that the checks need
 * no other program.
 *
 * @param changes fields of the kustomization to replace, as operators do
 * @throws Error if a field is not supported, or an image, replica count or patch has no target
 */
export function renderKustomization(directory: string, changes: Partial<Kustomization> = {}): Manifest[] {
  const objects = build(directory, [], changes);
  nameByContent(objects);
  return objects;
}

function build(directory: string, given: Manifest[], changes: Partial<Kustomization> = {}): Manifest[] {
  const [read] = readYaml(join(directory, "kustomization.yaml")) as [Kustomization];
  const kustomization = { ...read, ...changes };
  const unknown = Object.keys(kustomization).filter(field => !known.split(" ").includes(field));
  if (unknown.length > 0) throw new Error(`${directory}: ${unknown.join(", ")} cannot be rendered here`);

  const resources = (kustomization.resources ?? []).flatMap(resource =>
    resource.endsWith(".yaml") ? readYaml(join(directory, resource)) : build(join(directory, resource), []),
  ) as Manifest[];
  let objects = [...given, ...resources];
  for (const component of kustomization.components ?? []) objects = build(join(directory, component), objects);
  generate(objects, "ConfigMap", directory, kustomization.configMapGenerator);
  generate(objects, "Secret", directory, kustomization.secretGenerator);
  for (const change of kustomization.images ?? []) setImage(objects, change);
  for (const change of kustomization.replicas ?? []) setReplicas(objects, change);
  for (const { target, patch } of kustomization.patches ?? []) objects = applyPatch(directory, objects, target, patch);
  if (kustomization.namespace) for (const { metadata } of objects) metadata.namespace = kustomization.namespace;
  return objects;
}

function generate(objects: Manifest[], kind: string, directory: string, generators: Generator[] = []) {
  const readEnv = (file: string) => readText(join(directory, `${file}.example`));
  for (const generator of generators) {
    const made = generateObject(kind, generator, readEnv);
    const existing = objects.find(
      ({ metadata, ...object }) => object.kind === kind && metadata.name === generator.name,
    );
    if ((generator.behavior === "merge") !== (existing !== undefined))
      throw new Error(`${directory}: ${kind} ${generator.name} ${existing ? "exists already" : "does not exist"}`);
    if (existing) Object.assign(existing.data, made.data);
    else objects.push(made);
  }
}

function applyPatch(
  directory: string,
  objects: Manifest[],
  target: { kind: string; name?: string },
  patch: string,
): Manifest[] {
  const isMet = ({ kind, metadata }: Manifest) =>
    kind === target.kind && (target.name === undefined || metadata.name === target.name);
  const met = objects.filter(isMet);
  if (met.length === 0 && target.name !== undefined)
    throw new Error(`${directory}: there is no ${target.kind} ${target.name} to patch`);
  const parsed = parse(patch) as JsonPatch | { $patch?: string };
  if (!Array.isArray(parsed)) {
    if (parsed.$patch !== "delete")
      throw new Error(`${directory}: only JSON patches and deletions can be rendered here`);
    return objects.filter(object => !isMet(object));
  }
  for (const object of met) applyJsonPatch(object, parsed);
  return objects;
}

function setImage(objects: Manifest[], { name, newName, newTag }: { name: string; newName: string; newTag: string }) {
  const containers = objects.flatMap(object => podTemplate(object)?.spec?.containers ?? []);
  const met = containers.filter(({ image }: { image: string }) => image.replace(/:[^/]*$/, "") === name);
  if (met.length === 0) throw new Error(`there is no image ${name} to replace`);
  for (const container of met) container.image = `${newName}:${newTag}`;
}

function setReplicas(objects: Manifest[], { name, count }: { name: string; count: number }) {
  const met = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === name);
  if (!met) throw new Error(`there is no Deployment ${name} to scale`);
  met.spec.replicas = count;
}

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOnPath, runCommand } from "@shunt/dev";
import { describe, expect, onTestFinished, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { readText, readYaml, root } from "../repository.ts";
import {
  loadMigrationConfig,
  loadServiceConfig,
  nodeVariables,
  readDefaultPort,
  readStopSeconds,
  services,
} from "../service-config.ts";
import { assertKnownFields, validateValues } from "./api-schema.ts";
import { type Manifest, podTemplate } from "./manifest.ts";
import { components, overlays, renderKustomization } from "./render.ts";

/** Keys and examples of the secret that operators create; secret.env.example lists the keys. */
const secret: Record<string, string> = {
  DATABASE_URL: "postgres://shunt:secret@db.example.com:5432/shunt",
  DATABASE_READ_URL: "postgres://shunt:secret@replica.example.com:5432/shunt",
  CLICKHOUSE_URL: "http://shunt:secret@clickhouse.example.com:8123/shunt",
  CLICKHOUSE_PASSWORD: "secret",
  REDIS_CACHE_URL: "redis://cache.example.com:6379",
  REDIS_QUEUE_URL: "redis://queue.example.com:6379",
  SPLIT_KEY: "5a".repeat(32),
  REDIS_PASSWORD: "secret",
  SECRET_KEY: "5e".repeat(32),
  SMTP_URL: "smtp://mail.example.com",
  SAFE_BROWSING_KEY: "key",
  OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=secret",
  ADMIN_EMAIL: "admin@example.com",
  ADMIN_PASSWORD: "correct horse battery",
  MEDIA_S3_URL: "https://pictures.s3.example.com",
  MEDIA_S3_ACCESS_KEY_ID: "key",
  MEDIA_S3_SECRET_ACCESS_KEY: "secret",
};
const small = renderKustomization(overlays[0] ?? "");

const [, , example = ""] = overlays;
const everything = { resources: ["../large"], components: components.map(name => `../../components/${name}`) };
const variants = [
  ...overlays.map(directory => ({ name: directory, objects: renderKustomization(directory) })),
  // As an operator may combine them; the example patches an Ingress, which the gateway replaces.
  { name: "example over large, all components", objects: renderKustomization(example, { ...everything, patches: [] }) },
];

describe.each(variants)("$name", ({ objects }) => {
  const workloads = objects.filter(({ kind }) => ["Deployment", "Job", "CronJob"].includes(kind));
  const byName = (kind: string, name: string) =>
    objects.find(object => object.kind === kind && toPlainName(object) === name);
  const isOpenShift = byName("Deployment", "redirect").spec.template.spec.securityContext.runAsUser === undefined;

  test.each(objects.map(object => [`${object.kind} ${toPlainName(object)}`, object]))(
    "the Kubernetes API accepts the values of %s",
    async (_name, object) => {
      await validateValues(object);

      expect(object.metadata.namespace).toBe("shunt");
    },
  );

  test("the Kubernetes API knows every field of the manifests", async () => {
    await assertKnownFields(objects);

    const misspelt = structuredClone(byName("Deployment", "redirect"));
    misspelt.spec.template.spec.containers[0].readinesProbe = {};
    await expect(assertKnownFields([misspelt])).rejects.toThrow("readinesProbe");
  });

  test("the manifests give services a valid environment without unknown variables", async () => {
    const known = new Set(nodeVariables);
    for (const service of services) {
      const env = toEnv(objects, byName("Deployment", service));
      for (const name of await loadServiceConfig(service, env)) known.add(name);
    }
    for (const name of await loadMigrationConfig(toEnv(objects, byName("Job", "migrate")))) known.add(name);

    for (const workload of workloads)
      expect(Object.keys(toEnv(objects, workload)).filter(name => !known.has(name))).toEqual([]);
  });

  test.each(services)("the manifests give %s each key and password from the secret", async service => {
    const deployment = byName("Deployment", service);
    const read = await loadServiceConfig(service, toEnv(objects, deployment));
    const secrets = [...read].filter(name => /(?:KEY|KEY_ID|PASSWORD)$/.test(name));

    const { env } = podTemplate(deployment).spec.containers[0];
    const given = env.flatMap(({ name, valueFrom }: Manifest) => (valueFrom?.secretKeyRef ? name : []));
    expect(secrets.filter(name => !given.includes(name))).toEqual([]);
  });

  test("the manifests only refer to secrets, by keys that secret.env.example lists", () => {
    const references = [...JSON.stringify(objects).matchAll(/"secretKeyRef":\{"name":"([^"]+)","key":"(\w+)"/g)];
    const referred = references.map(([, , key = ""]) => key);
    expect(referred.length).toBeGreaterThan(10);
    for (const key of referred) expect(readText(`${example}/secret.env.example`)).toMatch(new RegExp(`^${key}=`, "m"));
    expect(referred.filter(key => !(key in secret))).toEqual([]);
    const ours = objects.find(({ kind }) => kind === "Secret")?.metadata.name ?? "shunt";
    expect(references.filter(([, name]) => name !== ours)).toEqual([]);
    const values = objects.flatMap(object =>
      object.kind === "HTTPRoute" ? [] : (JSON.stringify(object).match(/"value":"[^"]*"/g) ?? []),
    );
    expect(values.filter(value => /:\/\/|password|secret/i.test(value))).toEqual([]);
    expect(Object.keys(byName("ConfigMap", "shunt").data).filter(name => name in secret)).toEqual([]);
  });

  test.each(workloads.map(workload => [workload.metadata.name, workload]))(
    "%s runs without privileges on a read-only file system",
    (_name, workload) => {
      const pod = podTemplate(workload).spec;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        ...(!isOpenShift && { runAsUser: 10001 }),
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const container of pod.containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(container.image).toMatch(/:\d+\.\d+\.\d+$/);
        expect(container.resources.limits.memory).toBeTruthy();
        expect(container.resources.requests.cpu).toBeTruthy();
      }
    },
  );

  test.each(services)("%s has probes on its ops port and enough time to stop", service => {
    const { spec } = byName("Deployment", service).spec.template;
    const [container] = spec.containers;
    const ports = Object.fromEntries(container.ports.map((port: Manifest) => [port.name, port.containerPort]));
    const served = [...readText("packages/runtime/src/http/ops-server.ts").matchAll(/case "(\/\w+)":/g)].map(
      ([, path]) => path,
    );

    expect(ports.ops).toBe(readDefaultPort(`${service.toUpperCase()}_OPS_PORT`));
    if (service !== "worker") expect(ports.http).toBe(readDefaultPort(`${service.toUpperCase()}_PORT`));
    for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
      expect(container[probe].httpGet.port).toBe("ops");
      expect(served).toContain(container[probe].httpGet.path);
    }
    // Restarting a service does not help while a dependency is down.
    expect(container.livenessProbe.httpGet.path).toBe("/livez");
    const preStopSeconds = container.lifecycle?.preStop.sleep.seconds ?? 0;
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(preStopSeconds + readStopSeconds());
  });

  test("the spool's volume survives the container and is larger than CLICK_SPOOL_MEGABYTES", () => {
    const { spec } = byName("Deployment", "redirect").spec.template;
    const env = toEnv(objects, byName("Deployment", "redirect"));
    const config = readText("services/redirect/src/config.ts");
    const [, byDefault = ""] = /CLICK_SPOOL_MEGABYTES: PositiveInt\.default\(([\d_]+)\)/.exec(config) ?? [];
    const megabytes = Number(env.CLICK_SPOOL_MEGABYTES ?? byDefault.replaceAll("_", ""));

    const { name } = spec.containers[0].volumeMounts.find(
      ({ mountPath }: Manifest) => mountPath === env.CLICK_SPOOL_DIR,
    );
    const { emptyDir } = spec.volumes.find((volume: Manifest) => volume.name === name);
    expect(emptyDir.medium).toBeUndefined();
    expect(emptyDir.sizeLimit).toMatch(/^\d+Gi$/);
    expect(Number.parseInt(emptyDir.sizeLimit, 10) * 1_024).toBeGreaterThan(
      megabytes * Number(env.WEB_CONCURRENCY ?? 1),
    );
    expect(spec.securityContext.fsGroup).toBe(isOpenShift ? undefined : 10001);
  });

  test("selectors, budgets, routes and scale targets match existing pods and services", () => {
    const servers = objects.filter(({ kind }) => kind === "StatefulSet");
    const pods = [...workloads, ...servers].map(workload => podTemplate(workload).metadata.labels);
    const selectors = objects.flatMap(({ kind, spec }) => {
      if (kind === "Service") return [spec.selector];
      return kind === "PodDisruptionBudget" || kind === "Deployment" ? [spec.selector.matchLabels] : [];
    });
    for (const selector of selectors)
      expect(
        pods.filter(labels => Object.entries(selector).every(([name, value]) => labels[name] === value)),
      ).toHaveLength(1);
    for (const service of services) expect(byName("PodDisruptionBudget", service)).toBeDefined();
    const backends = objects.flatMap(({ kind, spec }) =>
      kind === "HTTPRoute"
        ? spec.rules.flatMap(({ backendRefs }: Manifest) => backendRefs)
        : kind === "Ingress"
          ? spec.rules.flatMap(({ http }: Manifest) => http.paths.map(({ backend }: Manifest) => backend.service))
          : [],
    );
    expect(backends.length).toBeGreaterThan(2);
    for (const { name } of backends) expect(byName("Service", name)).toBeDefined();
    for (const { kind, spec } of objects)
      if (spec?.scaleTargetRef) expect(byName("Deployment", spec.scaleTargetRef.name), kind).toBeDefined();
  });

  test("deployments with an autoscaler set no replicas, and others do", () => {
    const scaled = objects.flatMap(({ spec }) => spec?.scaleTargetRef?.name ?? []);

    for (const service of services)
      expect(scaled.includes(service)).toBe(byName("Deployment", service).spec.replicas === undefined);
  });
});

test("the ingress and the routes of a gateway send the same paths to management as the Caddyfile", () => {
  const [, listed = ""] = /@management path (.*)/.exec(readText("infra/docker/Caddyfile")) ?? [];
  const { rules } = small.find(({ kind }) => kind === "Ingress").spec;
  const [paths] = rules.map(({ http }: Manifest) => http.paths) as [Manifest[]];
  const [app, ...routes] = renderKustomization(example, { ...everything, patches: [] }).filter(
    ({ kind }) => kind === "HTTPRoute",
  );

  const ofIngress = paths
    .filter(({ backend }) => backend.service.name === "management")
    .map(({ path, pathType }) => ({ path, isPrefix: pathType === "Prefix" }));
  const ofGateway = routes[0].spec.rules[0].matches.map(({ path }: Manifest) => ({
    path: path.value,
    isPrefix: path.type === "PathPrefix",
  }));
  for (const found of [ofIngress, ofGateway]) {
    const asOfCaddy = found.flatMap(({ path, isPrefix }: Manifest) => (isPrefix ? [path, `${path}/*`] : [path]));
    expect(asOfCaddy.sort()).toEqual(listed.split(" ").sort());
  }
  expect(paths.at(-1)).toMatchObject({ path: "/", backend: { service: { name: "redirect" } } });
  for (const { spec } of routes)
    expect(spec.rules.at(-1)).toEqual({
      matches: [{ path: { type: "PathPrefix", value: "/" } }],
      backendRefs: [{ name: "redirect", port: 80 }],
    });
  expect(app.spec).toMatchObject({
    hostnames: ["app.example.com"],
    rules: [{ backendRefs: [{ name: "management" }] }],
  });
  expect(rules[1]).toMatchObject({
    host: "app.example.com",
    http: { paths: [{ path: "/", backend: { service: { name: "management" } } }] },
  });
});

test.each(variants)("ingress-nginx accepts the paths of every Ingress: $name", ({ objects }) => {
  const paths = objects.flatMap(({ kind, spec }) =>
    kind === "Ingress" ? spec.rules.flatMap(({ http }: Manifest) => http.paths) : [],
  );

  // See `strict-validate-path-type` of ingress-nginx, which is on from 1.12.
  expect(
    paths.filter(({ path, pathType }) => pathType !== "ImplementationSpecific" && !/^\/[A-Za-z0-9\-_/]*$/.test(path)),
  ).toEqual([]);
});

test("the example changes settings of large without losing any of large", () => {
  const large = renderKustomization(overlays[1] ?? "").find(({ kind }) => kind === "ConfigMap");
  const own = renderKustomization(example, { resources: ["../large"] }).find(({ kind }) => kind === "ConfigMap");

  expect(large.data.CLICK_QUEUE_SHARDS).toBe("4");
  expect(own.data).toEqual({
    ...large.data,
    BASE_URL: "https://go.example.org",
    APP_URL: "https://app.example.org",
  });
});

test("a changed setting or secret changes the pods that read it", () => {
  const before = renderKustomization(example);
  const after = renderKustomization(example, {
    configMapGenerator: [{ name: "shunt", behavior: "merge", literals: ["LOG_LEVEL=debug"] }],
    secretGenerator: [{ name: "shunt", literals: ["SECRET_KEY=other"] }],
  });
  const referenceOf = (objects: Manifest[], service: string) => {
    const [container] = objects.find(({ kind, metadata }) => kind === "Deployment" && metadata.name === service).spec
      .template.spec.containers;
    return [container.envFrom[0].configMapRef.name, container.env[0].valueFrom.secretKeyRef.name];
  };

  for (const service of services) {
    const names = referenceOf(before, service);
    for (const name of names) expect(name).toMatch(/^shunt-[a-z0-9]{10}$/);
    for (const name of referenceOf(after, service)) expect(names).not.toContain(name);
  }
});

test("prometheus-rule.sh prints the alerts of rules.yml as a valid PrometheusRule", async () => {
  const rule = parse(await runCommand("/bin/sh", [join(root, "infra/k8s/prometheus-rule.sh")])) as Manifest;

  await validateValues(rule);
  expect(rule.spec).toEqual(readYaml("infra/prometheus/rules.yml")[0]);
});

test("the PodMonitor labels pods as prometheus/kubernetes.yml does", () => {
  const { spec } = renderKustomization(example, { ...everything, patches: [] }).find(
    ({ kind }) => kind === "PodMonitor",
  );
  const [{ scrape_configs }] = readYaml("infra/prometheus/kubernetes.yml") as [Manifest];

  const [{ port, relabelings }] = spec.podMetricsEndpoints;
  const labels = relabelings.map(({ sourceLabels, targetLabel, replacement }: Manifest) => ({
    source_labels: sourceLabels,
    target_label: targetLabel,
    ...(replacement && { replacement }),
  }));
  expect([
    { source_labels: ["__meta_kubernetes_pod_container_port_name"], regex: port, action: "keep" },
    ...labels,
  ]).toEqual(scrape_configs[0].relabel_configs);
});

test("prometheus/kubernetes.yml gives pods the job names that rules.yml uses", () => {
  const [{ scrape_configs, rule_files }] = readYaml("infra/prometheus/kubernetes.yml") as [Manifest];
  const [{ kubernetes_sd_configs, relabel_configs }] = scrape_configs;
  const toJob = relabel_configs.find((config: Manifest) => config.target_label === "job");

  expect(kubernetes_sd_configs[0].namespaces.names).toEqual([small[0].metadata.namespace]);
  expect(rule_files).toEqual(["rules.yml"]);
  expect(toJob.source_labels).toEqual(["__meta_kubernetes_pod_label_app_kubernetes_io_component"]);
  const rules = readText("infra/prometheus/rules.yml");
  for (const { kind, spec } of small) {
    if (kind !== "Deployment") continue;
    const component = spec.template.metadata.labels["app.kubernetes.io/component"];
    expect(rules).toContain(`job="${toJob.replacement.replace("$1", component)}"`);
  }
});

test("network policies deny by default, and give each workload only the peers it needs", () => {
  const objects = renderKustomization(example);
  const policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
  const byDefault = policies.find(({ metadata }) => metadata.name === "default-deny");
  const rulesOf = (component: string, direction: "ingress" | "egress") =>
    policies
      .filter(({ spec }) => selects(spec.podSelector, component))
      .flatMap(({ spec }) => spec[direction] ?? [])
      .flatMap(({ from, to, ports = [{ port: "any" }] }: Manifest) =>
        ports.map(({ port }: Manifest) => `${port} ${toPeer((from ?? to)?.[0])}`),
      )
      .filter((rule: string) => !/^53(53)? /.test(rule));

  const [postgres, redis] = ["5432 anywhere", "6379 anywhere"];
  const clickHouse = ["8123 anywhere", "8443 anywhere"];
  const stores = [postgres, ...clickHouse, redis];
  expect(byDefault.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  expect(rulesOf("redirect", "egress")).toEqual([postgres, redis, "4318 monitoring"]);
  expect(rulesOf("management", "egress")).toEqual([...stores, "4318 monitoring", "any internet"]);
  expect(rulesOf("worker", "egress")).toEqual([...stores, "4318 monitoring", "any internet"]);
  expect(rulesOf("operator", "egress")).toEqual([...stores, "any internet"]);
  expect(rulesOf("migrate", "egress")).toEqual([postgres, ...clickHouse]);
  for (const service of ["redirect", "management"])
    expect(rulesOf(service, "ingress")).toEqual(["http ingress-nginx", "ops monitoring"]);
  expect(rulesOf("worker", "ingress")).toEqual(["ops monitoring"]);
  for (const job of ["migrate", "operator"]) expect(rulesOf(job, "ingress")).toEqual([]);
});

test("network policies let all pods query DNS at any address, node-local caches included", () => {
  const dns = small.find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "dns").spec;

  expect(dns.podSelector).toEqual({});
  expect(dns.egress).toHaveLength(1);
  expect(Object.keys(dns.egress[0])).toEqual(["ports"]);
  for (const protocol of ["UDP", "TCP"]) expect(dns.egress[0].ports).toContainEqual({ protocol, port: 53 });
});

test("workers scale by the largest backlog that any of them reports", () => {
  const [, large = ""] = overlays;
  const scaled = renderKustomization(large).find(({ kind }) => kind === "ScaledObject");

  const [{ type, metadata }] = scaled.spec.triggers;
  expect(type).toBe("prometheus");
  // monitoring/metrics.test.ts compares the query with the workers' metrics.
  expect(metadata.query).toMatch(/^max\(/);
  // Without a metric the trigger fails, and the fallback applies.
  expect(metadata.ignoreNullValues).toBe("false");
  expect(scaled.spec.fallback.replicas).toBe(scaled.spec.minReplicaCount);
});

test.runIf(await findOnPath("kubectl")).each(overlays)("kubectl renders the same objects: %s", async directory => {
  const copy = await mkdtemp(join(tmpdir(), "shunt-k8s-"));
  onTestFinished(() => rm(copy, { recursive: true }));
  await cp(join(root, "infra/k8s"), copy, { recursive: true });
  const own = join(copy, "overlays/example");
  await cp(join(own, "secret.env.example"), join(own, "secret.env"));
  const printed = await runCommand("kubectl", ["kustomize", directory.replace("infra/k8s", copy)]);

  const rendered = parseAllDocuments(printed).map(document => document.toJS() as Manifest);

  const key = ({ kind, metadata }: Manifest) => `${kind} ${metadata.name}`;
  const sorted = (objects: Manifest[]) => objects.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  expect(sorted(renderKustomization(directory))).toEqual(sorted(rendered));
});

/** The name of an object without the hash that Kustomize appends. */
function toPlainName({ kind, metadata }: Manifest): string {
  return kind === "ConfigMap" || kind === "Secret" ? metadata.name.replace(/-[a-z0-9]{10}$/, "") : metadata.name;
}

function selects({ matchExpressions = [] }: Manifest, component: string): boolean {
  return matchExpressions.every(({ values }: Manifest) => values.includes(component));
}

function toPeer(peer: Manifest): string {
  if (!peer) return "anywhere";
  if (peer.namespaceSelector) return peer.namespaceSelector.matchLabels["kubernetes.io/metadata.name"];
  expect(peer.ipBlock.except).toEqual(expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]));
  return "internet";
}

function toEnv(objects: Manifest[], workload: Manifest): Record<string, string> {
  const [container] = podTemplate(workload).spec.containers;
  const maps = (container.envFrom ?? []).map(({ configMapRef }: Manifest) =>
    objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === configMapRef.name),
  );
  const own = container.env.map(({ name, value, valueFrom }: Manifest) => {
    if (valueFrom) expect(secret, name).toHaveProperty(valueFrom.secretKeyRef.key);
    return [name, value ?? secret[valueFrom.secretKeyRef.key]];
  });
  return Object.assign({}, ...maps.map(({ data }: Manifest) => data), Object.fromEntries(own));
}

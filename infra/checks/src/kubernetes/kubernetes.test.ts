import { describe, expect, test } from "vitest";
import { readText, readYaml } from "../repository.ts";
import {
  loadMigrationConfig,
  loadServiceConfig,
  nodeVariables,
  readDefaultPort,
  readStopSeconds,
  services,
} from "../service-config.ts";
import { assertKnownFields, validateValues } from "./api-schema.ts";
import { type Manifest, overlays, renderKustomization } from "./render.ts";

/** Keys and examples of the secret that operators create; docs/operations.md lists the keys. */
const secret: Record<string, string> = {
  DATABASE_URL: "postgres://shunt:secret@db.example.com:5432/shunt",
  DATABASE_READ_URL: "postgres://shunt:secret@replica.example.com:5432/shunt",
  REDIS_CACHE_URL: "redis://cache.example.com:6379",
  REDIS_QUEUE_URL: "redis://queue.example.com:6379",
  REDIS_PASSWORD: "secret",
  SECRET_KEY: "5e".repeat(32),
  SMTP_URL: "smtp://mail.example.com",
  OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=secret",
  ADMIN_EMAIL: "admin@example.com",
  ADMIN_PASSWORD: "correct horse battery",
  MEDIA_S3_URL: "https://pictures.s3.example.com",
  MEDIA_S3_ACCESS_KEY_ID: "key",
  MEDIA_S3_SECRET_ACCESS_KEY: "secret",
};
const small = renderKustomization(overlays[0] ?? "");

describe.each(overlays)("%s", directory => {
  const objects = renderKustomization(directory);
  const workloads = objects.filter(({ kind }) => kind === "Deployment" || kind === "Job");
  const byName = (kind: string, name: string) =>
    objects.find(object => object.kind === kind && object.metadata.name === name);

  test.each(objects.map(object => [`${object.kind} ${object.metadata.name}`, object]))(
    "the Kubernetes API accepts the values of %s",
    async (_name, object) => {
      await validateValues(object);

      expect(object.metadata.namespace).toBe("shunt");
    },
  );

  test("the Kubernetes API knows every field of the manifests", { timeout: 120_000 }, async () => {
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

  test("the manifests only refer to secrets, by keys that docs/operations.md lists", () => {
    const referred = [...JSON.stringify(objects).matchAll(/"key":"(\w+)"/g)].map(([, key = ""]) => key);
    for (const key of referred) expect(readText("docs/operations.md")).toContain(`--from-literal=${key}=`);
    expect(referred.filter(key => !(key in secret))).toEqual([]);
    expect(objects.some(({ kind }) => kind === "Secret")).toBe(false);
    const values = objects.flatMap(object => JSON.stringify(object).match(/"value":"[^"]*"/g) ?? []);
    expect(values.filter(value => /:\/\/|password|secret/i.test(value))).toEqual([]);
    expect(Object.keys(byName("ConfigMap", "shunt").data).filter(name => name in secret)).toEqual([]);
  });

  test.each(workloads.map(workload => [workload.metadata.name, workload]))(
    "%s runs without privileges on a read-only file system",
    (_name, { spec }) => {
      const pod = spec.template.spec;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
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
    expect(spec.securityContext.fsGroup).toBe(10001);
  });

  test("selectors, budgets, ingress backends and scale targets match existing pods and services", () => {
    const pods = workloads.map(({ spec }) => spec.template.metadata.labels);
    const selectors = objects.flatMap(({ kind, spec }) => {
      if (kind === "Service") return [spec.selector];
      if (kind === "PodDisruptionBudget" || kind === "Deployment") return [spec.selector.matchLabels];
      return kind === "NetworkPolicy" && spec.podSelector.matchLabels ? [spec.podSelector.matchLabels] : [];
    });
    for (const selector of selectors)
      expect(
        pods.filter(labels => Object.entries(selector).every(([name, value]) => labels[name] === value)),
      ).toHaveLength(1);
    for (const service of services) expect(byName("PodDisruptionBudget", service)).toBeDefined();
    const backends = byName("Ingress", "shunt").spec.rules.flatMap(({ http }: Manifest) => http.paths);
    for (const { backend } of backends) expect(byName("Service", backend.service.name)).toBeDefined();
    for (const { kind, spec } of objects)
      if (spec?.scaleTargetRef) expect(byName("Deployment", spec.scaleTargetRef.name), kind).toBeDefined();
  });

  test("deployments with an autoscaler set no replicas, and others do", () => {
    const scaled = objects.flatMap(({ spec }) => spec?.scaleTargetRef?.name ?? []);

    for (const service of services)
      expect(scaled.includes(service)).toBe(byName("Deployment", service).spec.replicas === undefined);
  });
});

test("the ingress routes the same paths to management as the Caddyfile", () => {
  const { rules } = small.find(({ kind }) => kind === "Ingress").spec;
  const paths = rules.flatMap(({ http }: Manifest) => http.paths) as Manifest[];
  const [, listed = ""] = /@management path (.*)/.exec(readText("infra/docker/Caddyfile")) ?? [];

  const toManagement = paths.filter(({ backend }) => backend.service.name === "management");
  const asOfCaddy = toManagement.flatMap(({ path, pathType }) =>
    pathType === "Prefix" ? [path, `${path}/*`] : [path],
  );
  expect(asOfCaddy.sort()).toEqual(listed.split(" ").sort());
  expect(paths.at(-1)).toMatchObject({ path: "/", backend: { service: { name: "redirect" } } });
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

test("network policies deny by default, and redirects cannot reach the internet", () => {
  const policies = Object.fromEntries(
    small.filter(({ kind }) => kind === "NetworkPolicy").map(({ metadata, spec }) => [metadata.name, spec]),
  );
  const portsOf = (rules: Manifest[] = []) =>
    rules.flatMap(({ ports }) => ports ?? [{ port: "any" }]).map(({ port }) => port);

  expect(policies["default-deny"]).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  expect(portsOf(policies.redirect.egress)).toEqual([5432, 6379, 4318]);
  expect(portsOf(policies.migrate.egress)).toEqual([5432]);
  expect(policies.migrate.ingress).toBeUndefined();
  expect(portsOf(policies.worker.ingress)).toEqual(["ops"]);
  for (const service of services) {
    const traces = policies[service].egress.find(({ ports }: Manifest) => ports?.[0].port === 4318);
    expect(traces.to).toEqual([
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } },
    ]);
  }
  for (const service of ["management", "worker"]) {
    const outside = policies[service].egress.find(({ to }: Manifest) => to?.[0].ipBlock);
    expect(outside.to[0].ipBlock.except).toEqual(expect.arrayContaining(["10.0.0.0/8", "169.254.0.0/16"]));
  }
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

function toEnv(objects: Manifest[], workload: Manifest): Record<string, string> {
  const [container] = workload.spec.template.spec.containers;
  const maps = (container.envFrom ?? []).map(({ configMapRef }: Manifest) =>
    objects.find(({ kind, metadata }) => kind === "ConfigMap" && metadata.name === configMapRef.name),
  );
  const own = container.env.map(({ name, value, valueFrom }: Manifest) => {
    if (valueFrom) expect(secret, name).toHaveProperty(valueFrom.secretKeyRef.key);
    return [name, value ?? secret[valueFrom.secretKeyRef.key]];
  });
  return Object.assign({}, ...maps.map(({ data }: Manifest) => data), Object.fromEntries(own));
}

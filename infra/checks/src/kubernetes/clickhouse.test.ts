import { expect, test } from "vitest";
import { readText } from "../repository.ts";
import type { Manifest } from "./manifest.ts";
import { overlays, renderKustomization } from "./render.ts";

const objects = renderKustomization(overlays[2] ?? "", {
  components: ["operator", "clickhouse"].map(name => `../../components/${name}`),
});
const find = (kind: string, name: string): Manifest =>
  objects.find(object => object.kind === kind && object.metadata.name.startsWith(name));
const { spec: pod } = find("StatefulSet", "clickhouse").spec.template;
const [container] = pod.containers;

test("the component clickhouse has the settings of Docker Compose", () => {
  expect(find("ConfigMap", "clickhouse").data["server.xml"]).toBe(readText("infra/clickhouse/server.xml"));
  expect(readText("docker-compose.yml")).toContain(`:-${container.image}}`);
});

test("the component clickhouse runs without privileges, and writes only to volumes", () => {
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
  expect(container.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(container.resources.limits.memory).toBeTruthy();
  expect(find("StatefulSet", "clickhouse").spec.volumeClaimTemplates[0].metadata.name).toBe("data");
  expect(container.volumeMounts).toContainEqual({ name: "data", mountPath: "/var/lib/clickhouse" });
});

test("only the pods that may connect to ClickHouse reach the component clickhouse", () => {
  const [{ from, ports }] = find("NetworkPolicy", "clickhouse-server").spec.ingress;
  const clients = objects.find(({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "clickhouse");

  expect(from).toEqual([{ podSelector: clients.spec.podSelector }]);
  expect(ports).toEqual([{ protocol: "TCP", port: "http" }]);
  expect(clients.spec.egress[0].ports).toContainEqual({ protocol: "TCP", port: container.ports[0].containerPort });
  expect(find("Service", "clickhouse").spec.ports).toEqual([{ name: "http", port: 8123, targetPort: "http" }]);
});

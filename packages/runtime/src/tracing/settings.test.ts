import { expect, test } from "vitest";
import { loadConfig } from "../config/config.ts";
import { tracingSettings } from "./settings.ts";

const load = (env: Record<string, string>) => loadConfig(tracingSettings("shunt-test", 0.25), env);

test("tracingSettings leaves tracing off without a collector", () => {
  expect(load({ OTEL_EXPORTER_OTLP_ENDPOINT: "" })).toEqual({
    OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
    OTEL_EXPORTER_OTLP_HEADERS: {},
    OTEL_SERVICE_NAME: "shunt-test",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: 0.25,
  });
});

test("tracingSettings splits headers at commas and decodes percent-encoding", () => {
  const { OTEL_EXPORTER_OTLP_HEADERS } = load({
    OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20a=b, x-team = links ,",
  });

  expect(OTEL_EXPORTER_OTLP_HEADERS).toEqual({ authorization: "Bearer a=b", "x-team": "links" });
});

test.each([
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "a secret"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=%zz"],
  ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
  ["OTEL_TRACES_SAMPLER_ARG", "100"],
])("tracingSettings rejects %s=%s by name, without its value", (name, value) => {
  expect(() => load({ [name]: value })).toThrow(name);
  expect(() => load({ [name]: value })).not.toThrow(value);
});

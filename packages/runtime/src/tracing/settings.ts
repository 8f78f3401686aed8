import { z } from "zod";

const samplers = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export type TracingConfig = ReturnType<typeof toTracingConfig>;

type TracingVariables = {
  [K in keyof ReturnType<typeof tracingSettings>]: z.infer<ReturnType<typeof tracingSettings>[K]>;
};

/**
 * The supported variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
 *
 * @param serviceName default name
 * @param ratio default share of traces that begin in this service, from 0 to 1
 */
export function tracingSettings(serviceName: string, ratio: number) {
  return {
    /** URL of a collector that speaks OTLP over HTTP, without `/v1/traces`. If unset, tracing is off. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    /** `name=value`, separated by commas; values percent-encoded. */
    OTEL_EXPORTER_OTLP_HEADERS: z.string().default("").transform(toHeaders),
    OTEL_SERVICE_NAME: z.string().default(serviceName),
    OTEL_TRACES_SAMPLER: z.enum(samplers).default("parentbased_traceidratio"),
    OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(ratio),
  };
}

export function toTracingConfig(env: TracingVariables) {
  return {
    endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
    serviceName: env.OTEL_SERVICE_NAME,
    sampler: env.OTEL_TRACES_SAMPLER,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
  };
}

function toHeaders(text: string, ctx: z.RefinementCtx): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const pair of text.split(",").filter(part => part.trim() !== "")) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)\s*=(.*)$/.exec(pair.trim()) ?? [];
    const decoded = value === undefined ? undefined : decode(value.trim());
    if (name === undefined || decoded === undefined) {
      ctx.addIssue({
        code: "custom",
        message: "must hold name=value pairs, separated by commas, with percent-encoded values",
      });
      return z.NEVER;
    }
    headers[name] = decoded;
  }
  return headers;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

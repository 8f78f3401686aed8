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
 * The variables of https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ that are heeded.
 *
 * @param serviceName where none is set
 * @param ratio which share of what begins here is traced, where none is set
 */
export function tracingSettings(serviceName: string, ratio: number) {
  return {
    /** Of a collector that speaks OTLP over HTTP, without `/v1/traces`. Without it nothing is traced. */
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
      ctx.addIssue({ code: "custom", message: "must be name=value, separated by commas, values percent-encoded" });
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

// Manifests are unchecked YAML.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Manifest = any;

/** The template of a workload's pods. */
export function podTemplate({ kind, spec }: Manifest): Manifest {
  return kind === "CronJob" ? spec.jobTemplate.spec.template : spec?.template;
}

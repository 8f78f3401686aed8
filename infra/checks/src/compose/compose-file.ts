import { readText, readYaml } from "../repository.ts";

export interface ComposeService {
  image: string;
  build?: { args: Record<string, string>; secrets?: string[] };
  pull_policy?: string;
  entrypoint?: string[];
  user?: string;
  command?: string[];
  /** `null` passes the variable of .env on. */
  environment?: Record<string, string | null>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  network_mode?: string;
  depends_on?: Record<string, { condition: string; required?: boolean }> | string[];
  healthcheck?: { disable?: boolean; test?: string[]; start_period?: string; start_interval?: string };
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  stop_grace_period?: string;
  profiles?: string[];
  deploy?: { replicas?: string };
}

export interface ComposeFile {
  name: string;
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean; enable_ipv6?: string; ipam?: { config: { subnet: string }[] } }>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

/** `$$` is a literal `$`. */
const variable = /(?<!\$)\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** Reads docker-compose.yml without interpolation. */
export function readComposeFile(): ComposeFile {
  return readYaml("docker-compose.yml")[0] as ComposeFile;
}

/** Reads the variables that docker-compose.yml uses, and whether each is required. */
export function readVariables(): Map<string, "required" | "optional"> {
  const passedOn = Object.values(readComposeFile().services).flatMap(({ environment = {} }) =>
    Object.keys(environment).filter(name => environment[name] === null),
  );
  const found = readText("docker-compose.yml").matchAll(variable);
  return new Map([
    ...passedOn.map(name => [name, "optional"] as const),
    ...[...found].map(([, name = "", how]) => [name, how === "-" ? "optional" : "required"] as const),
  ]);
}

/** Interpolates variables as Compose does. @throws Error if a required one is missing */
export function interpolate(text: string, env: Record<string, string>): string {
  return text.replaceAll(variable, (_match, name: string, how?: string, rest = "") => {
    if (env[name]) return env[name];
    if (how === "-") return rest;
    throw new Error(`${name} is not set`);
  });
}

export function readEnvExample(): Record<string, string> {
  const lines = readText(".env.example").matchAll(/^(\w+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

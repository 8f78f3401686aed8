import { readText, readYaml } from "../repository.ts";

export interface ComposeService {
  image: string;
  build?: { args: Record<string, string> };
  pull_policy?: string;
  entrypoint?: string[];
  user?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  networks?: string[];
  network_mode?: string;
  depends_on?: Record<string, { condition: string }> | string[];
  healthcheck?: { disable?: boolean; test?: string[] };
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  restart?: string;
  stop_grace_period?: string;
  profiles?: string[];
}

export interface ComposeFile {
  name: string;
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
}

const variable = /\$\{(\w+)(?::([-?])([^}]*))?\}/g;

/** docker-compose.yml as it is written. */
export function readComposeFile(): ComposeFile {
  return readYaml("docker-compose.yml")[0] as ComposeFile;
}

/** What docker-compose.yml asks of its environment: whether it does without a variable. */
export function readVariables(): Map<string, "required" | "optional"> {
  const found = readText("docker-compose.yml").matchAll(variable);
  return new Map([...found].map(([, name = "", how]) => [name, how === "-" ? "optional" : "required"]));
}

/** Puts the variables in, as Compose does. @throws Error where one is missing that must not be */
export function interpolate(text: string, env: Record<string, string>): string {
  return text.replaceAll(variable, (_match, name: string, how?: string, rest = "") => {
    if (env[name]) return env[name];
    if (how === "-") return rest;
    throw new Error(`${name} is not set`);
  });
}

/** Names and values of .env.example. */
export function readEnvExample(): Record<string, string> {
  const lines = readText(".env.example").matchAll(/^(\w+)=(.*)$/gm);
  return Object.fromEntries([...lines].map(([, name = "", value = ""]) => [name, value]));
}

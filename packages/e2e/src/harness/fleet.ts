import { join } from "node:path";
import { freePort } from "@shunt/dev";
import type { makeScratchDirectory } from "@shunt/testing";
import { type ServiceOptions, ServiceProcess } from "./service-process.ts";

export interface Pod extends ServiceProcess {
  readonly url: string;
  readonly spoolDir: string;
}

export interface Management extends ServiceProcess {
  readonly url: string;
}

/** Options that differ between processes of one service. */
export interface Place {
  /** Default: a free port. */
  port?: number;
  opsPort?: number;
  root?: string | undefined;
  /** Command line that wraps the service's own. */
  prefix?: readonly string[];
}

export interface FleetOptions {
  env: Readonly<Record<string, string>>;
  scratch: Awaited<ReturnType<typeof makeScratchDirectory>>;
  /** Returns a command line that wraps each redirect's own. */
  toPrefix: ((spoolDir: string) => readonly string[]) | undefined;
}

/** Any number of processes of each service, on ports and in directories of their own. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #services: ServiceProcess[] = [];

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** Like `makeManagement` and `makeWorker`, returns a process that is not started yet. */
  async makePod({ port, opsPort, root }: Place = {}): Promise<Pod> {
    const { env, scratch, toPrefix } = this.#options;
    const [publicPort, ownOpsPort] = [port ?? (await freePort()), opsPort ?? (await freePort())];
    const url = `http://127.0.0.1:${publicPort}`;
    const spoolDir = join(scratch.path, `spool-${this.#services.length}`);
    const own = {
      BASE_URL: url,
      REDIRECT_PORT: String(publicPort),
      REDIRECT_OPS_PORT: String(ownOpsPort),
      CLICK_SPOOL_DIR: spoolDir,
    };
    const prefix = toPrefix?.(spoolDir) ?? [];
    const pod = this.#make({ name: "redirect", env: { ...env, ...own }, opsPort: ownOpsPort, root, prefix });
    return Object.assign(pod, { url, spoolDir });
  }

  async makeManagement({ port, opsPort, root, prefix = [] }: Place = {}): Promise<Management> {
    const [publicPort, ownOpsPort] = [port ?? (await freePort()), opsPort ?? (await freePort())];
    const own = { MANAGEMENT_PORT: String(publicPort), MANAGEMENT_OPS_PORT: String(ownOpsPort) };
    const env = { ...this.#options.env, ...own };
    const management = this.#make({ name: "management", env, opsPort: ownOpsPort, root, prefix });
    return Object.assign(management, { url: `http://127.0.0.1:${publicPort}` });
  }

  async makeWorker({ root }: Place = {}): Promise<ServiceProcess> {
    const opsPort = await freePort();
    const env = { ...this.#options.env, WORKER_OPS_PORT: String(opsPort) };
    return this.#make({ name: "worker", env, opsPort, root });
  }

  async start(): Promise<void> {
    await Promise.all(this.#services.map(service => service.start()));
  }

  async end(): Promise<void> {
    await Promise.all(this.#services.map(service => service.end("SIGTERM")));
  }

  #make(options: Omit<ServiceOptions, "record">): ServiceProcess {
    const record = (pid: number) => this.#options.scratch.record(options.name, pid, "SIGKILL");
    const service = new ServiceProcess({ ...options, record });
    this.#services.push(service);
    return service;
  }
}

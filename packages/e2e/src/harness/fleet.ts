import { join } from "node:path";
import { freePort } from "@shunt/dev";
import { ServiceProcess } from "./service-process.ts";

/** A redirect among several. */
export interface Pod extends ServiceProcess {
  readonly url: string;
  readonly spoolDir: string;
}

/** A management among several. */
export interface Management extends ServiceProcess {
  readonly url: string;
}

/** How one differs from the others of its kind. */
export interface Place {
  /** By default a free one. */
  port?: number;
  opsPort?: number;
  /** Where the sources of another version are. */
  root?: string | undefined;
  /** Command line in front of its own. */
  prefix?: readonly string[];
}

export interface FleetOptions {
  /** What every service is configured with. */
  env: Readonly<Record<string, string>>;
  /** Where the spools are. */
  scratch: string;
  /** Command line in front of each redirect's own. */
  toPrefix: ((spoolDir: string) => readonly string[]) | undefined;
}

/** The processes of the services: any number of each, each where it disturbs no other. */
export class Fleet {
  readonly #options: FleetOptions;
  readonly #services: ServiceProcess[] = [];

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /** None of the three is started yet. */
  async makePod({ port, opsPort, root }: Place = {}): Promise<Pod> {
    const { env, scratch, toPrefix } = this.#options;
    const [publicPort, ownOpsPort] = [port ?? (await freePort()), opsPort ?? (await freePort())];
    const url = `http://127.0.0.1:${publicPort}`;
    const spoolDir = join(scratch, `spool-${this.#services.length}`);
    const own = {
      BASE_URL: url,
      REDIRECT_PORT: String(publicPort),
      REDIRECT_OPS_PORT: String(ownOpsPort),
      CLICK_SPOOL_DIR: spoolDir,
    };
    const prefix = toPrefix?.(spoolDir) ?? [];
    const pod = new ServiceProcess({ name: "redirect", env: { ...env, ...own }, opsPort: ownOpsPort, root, prefix });
    return this.#keep(Object.assign(pod, { url, spoolDir }));
  }

  async makeManagement({ port, opsPort, root, prefix = [] }: Place = {}): Promise<Management> {
    const [publicPort, ownOpsPort] = [port ?? (await freePort()), opsPort ?? (await freePort())];
    const own = { MANAGEMENT_PORT: String(publicPort), MANAGEMENT_OPS_PORT: String(ownOpsPort) };
    const env = { ...this.#options.env, ...own };
    const management = new ServiceProcess({ name: "management", env, opsPort: ownOpsPort, root, prefix });
    return this.#keep(Object.assign(management, { url: `http://127.0.0.1:${publicPort}` }));
  }

  async makeWorker({ root }: Place = {}): Promise<ServiceProcess> {
    const opsPort = await freePort();
    const env = { ...this.#options.env, WORKER_OPS_PORT: String(opsPort) };
    return this.#keep(new ServiceProcess({ name: "worker", env, opsPort, root }));
  }

  /** All at once. */
  async start(): Promise<void> {
    await Promise.all(this.#services.map(service => service.start()));
  }

  async end(): Promise<void> {
    await Promise.all(this.#services.map(service => service.end("SIGTERM")));
  }

  #keep<T extends ServiceProcess>(service: T): T {
    this.#services.push(service);
    return service;
  }
}

export interface LaneOptions {
  /** From a small closed set, as it labels metrics. */
  name: string;
  /** What runs in it, as messages to clients call it: "live streams". */
  what: string;
  /** Pieces of work that run at once. */
  running: number;
  /** Of one owner. */
  runningPerOwner: number;
  /** Pieces of work that wait for their turn; 0: what cannot run at once is refused. */
  waiting: number;
  /** Of one owner. */
  waitingPerOwner: number;
  /**
   * Where a wait is worth little once it has been long: the newest runs first, and takes the place of the oldest when the line is
   * full, which is refused then. A burst so keeps out itself, and not who comes after it.
   */
  newestFirst?: boolean;
  /** When it makes sense to try again after a refusal; default 2. */
  retryAfterSeconds?: number;
}

/** Work that a lane did not take. */
export class LaneFull extends Error {
  override readonly name = "LaneFull";
  /** `owner`: this owner has its share already. `all`: owners together fill the lane. */
  readonly reach: "owner" | "all";
  readonly retryAfterSeconds: number;

  constructor(message: string, reach: LaneFull["reach"], retryAfterSeconds: number) {
    super(message);
    this.reach = reach;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export interface LaneState {
  running: number;
  waiting: number;
  /** Since the process started. */
  refused: number;
}

/**
 * A bounded number of places for work of one kind, shared fairly: owners take turns, however much each of them has waiting, and
 * no owner has more than its share of the places or of the waiting line.
 */
export interface Lane {
  readonly name: string;
  /**
   * Runs the work in its turn, and gives the place back once the work has settled.
   *
   * @param owner whose share it counts against, such as an account
   * @param signal ends the waiting, not the work: work that has begun looks at its signal itself
   * @throws LaneFull when the work is not taken, the signal's reason when it aborts first, and what the work throws
   */
  run<T>(owner: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /**
   * Takes a place in its turn, to hold it for as long as something is open. Returns what gives it back, which may be called twice.
   *
   * @throws LaneFull, or the signal's reason
   */
  enter(owner: string, signal: AbortSignal | undefined): Promise<() => void>;
  state(): LaneState;
}

interface Waiter {
  begin: () => void;
  /** Takes it out of the line. */
  refuse: (reason: unknown) => void;
}

interface Owner {
  running: number;
  /** In the order of their arrival. */
  waiting: Set<Waiter>;
}

export function createLane(options: LaneOptions): Lane {
  const { name, what, running: maxRunning, runningPerOwner, waiting: maxWaiting, waitingPerOwner } = options;
  const owners = new Map<string, Owner>();
  /** Owners that have work waiting and may run more, the next one first. */
  const turns = new Set<string>();
  /** All that wait, the oldest first. */
  const line = new Set<Waiter>();
  const state: LaneState = { running: 0, waiting: 0, refused: 0 };

  function mayRun({ running }: Owner): boolean {
    return state.running < maxRunning && running < runningPerOwner;
  }

  function take(owner: Owner): void {
    owner.running += 1;
    state.running += 1;
  }

  function toRelease(id: string, owner: Owner): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      owner.running -= 1;
      state.running -= 1;
      if (owner.waiting.size > 0) queueAgain(id);
      forget(id, owner);
      beginNext();
    };
  }

  function forget(id: string, owner: Owner): void {
    if (owner.waiting.size === 0) turns.delete(id);
    if (owner.running === 0 && owner.waiting.size === 0) owners.delete(id);
  }

  function beginNext(): void {
    for (const id of options.newestFirst ? [...turns].reverse() : turns) {
      if (state.running >= maxRunning) return;
      const owner = owners.get(id) as Owner;
      const [waiter] = owner.waiting;
      if (!waiter) continue;
      leaveLine(owner, waiter);
      take(owner);
      // To the end of the round, or out of it: a release brings its owner back.
      turns.delete(id);
      if (owner.waiting.size > 0 && owner.running < runningPerOwner) queueAgain(id);
      waiter.begin();
    }
  }

  /** Behind all owners that have had no turn since. */
  function queueAgain(id: string): void {
    const others = options.newestFirst ? [...turns] : [];
    if (options.newestFirst) turns.clear();
    turns.add(id);
    for (const other of others) turns.add(other);
  }

  function leaveLine(owner: Owner, waiter: Waiter): void {
    line.delete(waiter);
    if (owner.waiting.delete(waiter)) state.waiting -= 1;
  }

  function assertRoom({ running, waiting }: Owner): void {
    const isShareTaken = waiting.size >= waitingPerOwner;
    if (isShareTaken && (running >= runningPerOwner || waiting.size > 0)) refuse("owner");
    if (isShareTaken) refuse("all");
    if (state.waiting < maxWaiting) return;
    const [oldest] = line;
    if (!options.newestFirst || !oldest) refuse("all");
    oldest.refuse(toRefusal("all"));
  }

  function refuse(reach: LaneFull["reach"]): never {
    throw toRefusal(reach);
  }

  function toRefusal(reach: LaneFull["reach"]): LaneFull {
    state.refused += 1;
    const seconds = options.retryAfterSeconds ?? 2;
    const why =
      reach === "owner"
        ? `You have as many ${what} under way as one client may have (${runningPerOwner})`
        : `As many ${what} are under way here as this server allows`;
    return new LaneFull(`${why}; try again in ${seconds} s`, reach, seconds);
  }

  async function enter(id: string, signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    const owner = owners.get(id) ?? { running: 0, waiting: new Set() };
    // Places are never free while an owner that may run waits, so this jumps no line.
    if (!mayRun(owner)) assertRoom(owner);
    owners.set(id, owner);
    if (mayRun(owner)) {
      take(owner);
      return toRelease(id, owner);
    }
    await wait(id, owner, signal);
    return toRelease(id, owner);
  }

  function wait(id: string, owner: Owner, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = () => waiter.refuse(signal?.reason);
    const waiter: Waiter = {
      begin() {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      },
      refuse(reason) {
        signal?.removeEventListener("abort", onAbort);
        leaveLine(owner, waiter);
        forget(id, owner);
        reject(reason);
      },
    };
    line.add(waiter);
    owner.waiting.add(waiter);
    state.waiting += 1;
    if (owner.running < runningPerOwner) turns.add(id);
    signal?.addEventListener("abort", onAbort, { once: true });
    return promise;
  }

  return {
    name,
    enter,
    async run(owner, signal, work) {
      const release = await enter(owner, signal);
      try {
        return await work();
      } finally {
        release();
      }
    },
    state: () => ({ ...state }),
  };
}

export interface LaneOptions {
  /** Labels metrics, so names form a small closed set. */
  name: string;
  /** The kind of work, in messages to clients, such as "live streams". */
  noun: string;
  /** Limit of work that runs at the same time. */
  running: number;
  /** The same limit per owner. */
  runningPerOwner: number;
  /** Limit of work that waits; with 0, work that cannot start at once is refused. */
  waiting: number;
  /** The same limit per owner. */
  waitingPerOwner: number;
  /**
   * Runs the newest first, and refuses the oldest when the line is full. For work that loses its value while it waits: a burst then
   * delays itself and not the requests after it.
   */
  newestFirst?: boolean;
  /** Delay (s) that refusals recommend before a retry; default 2. */
  retryAfterSeconds?: number;
}

/** The lane refuses the work. The message is for the client. */
export class LaneFull extends Error {
  override readonly name = "LaneFull";
  /** `owner`: this owner uses its whole share. `all`: all owners together fill the lane. */
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
 * Limits concurrent work of one kind and shares it fairly: owners take turns, however much work each has waiting, and no owner
 * exceeds its share of the places or of the line.
 */
export interface Lane {
  readonly name: string;
  /**
   * Runs the work when its turn comes, and releases the place once the work has settled.
   *
   * @param owner the share that the work uses, such as that of an account
   * @param signal ends the waiting only; running work must check the signal itself
   * @throws LaneFull when the work is refused, the signal's reason when it aborts first, or the error of the work
   */
  run<T>(owner: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T>;
  /**
   * Takes a place when its turn comes, to hold it while something is open. Returns the function that releases it; calling that twice
   * is harmless.
   *
   * @throws LaneFull when the place is refused, or the signal's reason
   */
  enter(owner: string, signal: AbortSignal | undefined): Promise<() => void>;
  state(): LaneState;
}

interface Waiter {
  begin: () => void;
  /** Takes it out of the line and rejects with the reason. */
  refuse: (reason: unknown) => void;
}

interface Owner {
  running: number;
  /** In order of arrival. */
  waiting: Set<Waiter>;
}

export function createLane(options: LaneOptions): Lane {
  const { name, noun, running: maxRunning, runningPerOwner, waiting: maxWaiting, waitingPerOwner } = options;
  const owners = new Map<string, Owner>();
  /** Owners with waiting work and a free share, the next one first. */
  const turns = new Set<string>();
  /** All waiting work, the oldest first. */
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
      // The owner moves to the end of the round, or leaves it until it releases a place.
      turns.delete(id);
      if (owner.waiting.size > 0 && owner.running < runningPerOwner) queueAgain(id);
      waiter.begin();
    }
  }

  /** Puts the owner behind all others in the round. */
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
        ? `You have reached the limit of ${runningPerOwner} concurrent ${noun}`
        : `This server has reached its limit of concurrent ${noun}`;
    return new LaneFull(`${why}; try again in ${seconds} s`, reach, seconds);
  }

  async function enter(id: string, signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    const owner = owners.get(id) ?? { running: 0, waiting: new Set() };
    // No place is free while an owner with a free share waits, so this never overtakes a waiting owner.
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

import { availableParallelism } from "node:os";
import { createLane } from "@shunt/runtime";

export type Lanes = ReturnType<typeof createLanes>;

/** Leaves one processor for everything else. */
const hashesAtOnce = Math.max(1, availableParallelism() - 1);

/** Raised by tests, where hundreds sign in at once from one address. */
export interface LaneSizes {
  passwordsWaiting?: number;
  passwordsOfOneWaiting?: number;
}

/**
 * Resources that accounts share in this process, each with a total limit and a share per account; filling a lane takes
 * more than nineteen accounts. Lanes with `waiting: 0` hold something open, such as a stream, and refuse at once when
 * full.
 */
export function createLanes({ passwordsWaiting = 24 * hashesAtOnce, passwordsOfOneWaiting = 6 }: LaneSizes = {}) {
  return {
    /**
     * Passwords of strangers, with a share per network. Hashing takes about 0.1 s, so the line is as long as a person
     * would wait.
     */
    passwords: createLane({
      name: "passwords",
      noun: "sign-ins",
      running: hashesAtOnce,
      runningPerOwner: 1,
      waiting: passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
      newestFirst: true,
    }),
    /** For networks that the account knows, and users of a reset link. */
    ownPasswords: createLane({
      name: "own-passwords",
      noun: "sign-ins",
      running: hashesAtOnce,
      runningPerOwner: 1,
      waiting: 2 * passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
      newestFirst: true,
    }),
    /** Passwords confirmed within a session, which is cheap to repeat. */
    sessionPasswords: createLane({
      name: "session-passwords",
      noun: "password checks",
      running: Math.ceil(hashesAtOnce / 2),
      runningPerOwner: 1,
      waiting: 2 * passwordsWaiting,
      waitingPerOwner: Math.ceil(passwordsOfOneWaiting / 2),
      newestFirst: true,
    }),
    /** Passwords that visitors of locked links try, with a share per network. */
    unlocks: createLane({
      name: "unlocks",
      noun: "passwords of links",
      running: Math.ceil(hashesAtOnce / 2),
      runningPerOwner: 1,
      waiting: passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
      newestFirst: true,
    }),
    /** Passwords that owners give their links. */
    linkPasswords: createLane({
      name: "link-passwords",
      noun: "passwords of links",
      running: Math.ceil(hashesAtOnce / 2),
      runningPerOwner: 1,
      waiting: 200,
      waitingPerOwner: 10,
    }),
    /** Large request bodies, held in memory until the response. Waiting bodies are not read yet. */
    bodies: createLane({
      name: "bodies",
      noun: "large requests",
      running: 8,
      runningPerOwner: 2,
      waiting: 400,
      waitingPerOwner: 20,
    }),
    /** Each occupies the event loop and a Postgres connection for seconds. */
    bulk: createLane({
      name: "bulk",
      noun: "bulk requests",
      running: 2,
      runningPerOwner: 1,
      waiting: 160,
      waitingPerOwner: 8,
      retryAfterSeconds: 5,
    }),
    /** Leaves most Postgres connections for everything else. */
    questions: createLane({
      name: "questions",
      noun: "analytics queries",
      running: 6,
      runningPerOwner: 2,
      waiting: 160,
      waitingPerOwner: 8,
    }),
    lists: createLane({
      name: "lists",
      noun: "lists of links",
      running: 6,
      runningPerOwner: 3,
      waiting: 500,
      waitingPerOwner: 25,
    }),
    /** Outbound requests, each with a body in memory. */
    outbound: createLane({
      name: "outbound",
      noun: "requests to other servers",
      running: 10,
      runningPerOwner: 3,
      waiting: 1_200,
      // The pages that an account may fetch in an hour, as three posts in a row may need.
      waitingPerOwner: 60,
    }),
    /** Uses the threads that also hash passwords. */
    pictures: createLane({
      name: "pictures",
      noun: "pictures",
      running: 2,
      runningPerOwner: 1,
      waiting: 100,
      waitingPerOwner: 5,
    }),
    /** Re-encodes one upload at a time, so that QR codes with logos still find a place in `pictures`. */
    uploads: createLane({
      name: "uploads",
      noun: "uploads",
      running: 1,
      runningPerOwner: 1,
      waiting: 160,
      waitingPerOwner: 8,
    }),
    streams: createLane({
      name: "streams",
      noun: "live streams",
      running: 1_000,
      runningPerOwner: 10,
      waiting: 0,
      waitingPerOwner: 0,
      retryAfterSeconds: 30,
    }),
    /** Each with one page of rows in memory. */
    exports: createLane({
      name: "exports",
      noun: "exports",
      running: 100,
      runningPerOwner: 3,
      waiting: 0,
      waitingPerOwner: 0,
      retryAfterSeconds: 30,
    }),
  };
}

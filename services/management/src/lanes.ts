import { availableParallelism } from "node:os";
import { createLane } from "@shunt/runtime";

export type Lanes = ReturnType<typeof createLanes>;

/** A processor stays free for everything else. */
const hashesAtOnce = Math.max(1, availableParallelism() - 1);

/** What tests make larger, where hundreds sign in at once from one address. */
export interface LaneSizes {
  passwordsWaiting?: number;
  passwordsOfOneWaiting?: number;
}

/**
 * What many accounts share in this process, each with a bound in all and a share per account. Lanes whose waiting line is 0 hold
 * something open, such as a stream: what finds no place there is refused at once.
 */
export function createLanes({ passwordsWaiting = 24 * hashesAtOnce, passwordsOfOneWaiting = 6 }: LaneSizes = {}) {
  return {
    /**
     * Passwords of strangers, hashed off the event loop, by networks. The line is as long as a person waits for a sign-in: one takes
     * about a tenth of a second.
     */
    passwords: createLane({
      name: "passwords",
      what: "sign-ins",
      running: hashesAtOnce,
      runningPerOwner: 1,
      waiting: passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
      newestFirst: true,
    }),
    /** The same for clients with a session, or on a network that the account knows. Strangers cannot fill it. */
    ownPasswords: createLane({
      name: "own-passwords",
      what: "sign-ins",
      running: hashesAtOnce,
      runningPerOwner: 1,
      waiting: 2 * passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
    }),
    /** Large and compressed bodies, in memory from their first byte to the answer. */
    bodies: createLane({
      name: "bodies",
      what: "large requests",
      running: 8,
      runningPerOwner: 2,
      waiting: 100,
      waitingPerOwner: 20,
    }),
    /** Questions about clicks, which may read a great many rows. Most of the connections to Postgres are left for everything else. */
    questions: createLane({
      name: "questions",
      what: "questions about clicks",
      running: 6,
      runningPerOwner: 2,
      waiting: 100,
      waitingPerOwner: 8,
    }),
    /** Lists of links, which may be searched and counted. */
    lists: createLane({
      name: "lists",
      what: "lists of links",
      running: 6,
      runningPerOwner: 3,
      waiting: 200,
      waitingPerOwner: 25,
    }),
    /** Requests to other people's servers, each with a body in memory. */
    outbound: createLane({
      name: "outbound",
      what: "requests to other servers",
      running: 10,
      runningPerOwner: 3,
      waiting: 300,
      // As many pages as an account may have fetched in an hour, by three posts in a row.
      waitingPerOwner: 60,
    }),
    /** Decoding and drawing, by the threads that hash passwords as well. */
    pictures: createLane({
      name: "pictures",
      what: "pictures",
      running: 2,
      runningPerOwner: 1,
      waiting: 50,
      waitingPerOwner: 5,
    }),
    /** Uploads to be drawn anew: one at a time, so that codes with logos find a place among the pictures. Each has a body in memory. */
    uploads: createLane({
      name: "uploads",
      what: "uploads",
      running: 1,
      runningPerOwner: 1,
      waiting: 40,
      waitingPerOwner: 24,
    }),
    /** Server-sent events. */
    streams: createLane({
      name: "streams",
      what: "live streams",
      running: 1_000,
      runningPerOwner: 10,
      waiting: 0,
      waitingPerOwner: 0,
      retryAfterSeconds: 30,
    }),
    /** Downloads of any number of rows, each with a page of them in memory. */
    exports: createLane({
      name: "exports",
      what: "exports",
      running: 100,
      runningPerOwner: 3,
      waiting: 0,
      waitingPerOwner: 0,
      retryAfterSeconds: 30,
    }),
  };
}

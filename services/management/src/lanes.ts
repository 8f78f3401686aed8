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
 * What many accounts share in this process, each with a bound in all and a share per account. It takes more than nineteen accounts to
 * fill a line. Lanes whose waiting line is 0 hold something open, such as a stream: what finds no place there is refused at once.
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
    /** The same for clients on a network that the account knows, and for those who follow the link in a reset mail. */
    ownPasswords: createLane({
      name: "own-passwords",
      what: "sign-ins",
      running: hashesAtOnce,
      runningPerOwner: 1,
      waiting: 2 * passwordsWaiting,
      waitingPerOwner: passwordsOfOneWaiting,
      newestFirst: true,
    }),
    /** Passwords that clients with a session confirm. Apart from sign-ins, as these cost little to repeat. */
    sessionPasswords: createLane({
      name: "session-passwords",
      what: "passwords to confirm",
      running: Math.ceil(hashesAtOnce / 2),
      runningPerOwner: 1,
      waiting: 2 * passwordsWaiting,
      waitingPerOwner: Math.ceil(passwordsOfOneWaiting / 2),
      newestFirst: true,
    }),
    /** Large bodies, in memory from their first byte to the answer. Those that wait are unread. */
    bodies: createLane({
      name: "bodies",
      what: "large requests",
      running: 8,
      runningPerOwner: 2,
      waiting: 400,
      waitingPerOwner: 20,
    }),
    /** Bulk requests and imports: each keeps the event loop and a connection to Postgres busy for seconds. */
    bulk: createLane({
      name: "bulk",
      what: "bulk requests",
      running: 2,
      runningPerOwner: 1,
      waiting: 160,
      waitingPerOwner: 8,
      retryAfterSeconds: 5,
    }),
    /** Questions about clicks, which may read a great many rows. Most of the connections to Postgres are left for everything else. */
    questions: createLane({
      name: "questions",
      what: "questions about clicks",
      running: 6,
      runningPerOwner: 2,
      waiting: 160,
      waitingPerOwner: 8,
    }),
    /** Lists of links, which may be searched and counted. */
    lists: createLane({
      name: "lists",
      what: "lists of links",
      running: 6,
      runningPerOwner: 3,
      waiting: 500,
      waitingPerOwner: 25,
    }),
    /** Requests to other people's servers, each with a body in memory. */
    outbound: createLane({
      name: "outbound",
      what: "requests to other servers",
      running: 10,
      runningPerOwner: 3,
      waiting: 1_200,
      // As many pages as an account may have fetched in an hour, by three posts in a row.
      waitingPerOwner: 60,
    }),
    /** Decoding and drawing, by the threads that hash passwords as well. */
    pictures: createLane({
      name: "pictures",
      what: "pictures",
      running: 2,
      runningPerOwner: 1,
      waiting: 100,
      waitingPerOwner: 5,
    }),
    /** Uploads to be drawn anew: one at a time, so that codes with logos find a place among the pictures. */
    uploads: createLane({
      name: "uploads",
      what: "uploads",
      running: 1,
      runningPerOwner: 1,
      waiting: 160,
      waitingPerOwner: 8,
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

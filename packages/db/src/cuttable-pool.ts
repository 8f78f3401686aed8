import { Socket } from "node:net";
import pg from "pg";

/** A pool of connections that can be cut off. */
export class Pool extends pg.Pool {
  readonly #cutOff: () => void;

  constructor(config: pg.PoolConfig) {
    const sockets = new Set<Socket>();
    let isCutOff = false;
    const stream = () => {
      const socket = isCutOff ? new ClosedSocket() : new Socket();
      sockets.add(socket);
      return socket.once("close", () => sockets.delete(socket));
    };
    super({ ...config, stream });
    this.#cutOff = () => {
      isCutOff = true;
      for (const socket of sockets) socket.destroy();
    };
  }

  /**
   * Closes all connections at once, also to a server that hangs, and opens no others. Statements in progress throw, and
   * Postgres undoes their transactions.
   */
  cutOff(): void {
    this.#cutOff();
  }
}

class ClosedSocket extends Socket {
  override connect(): this {
    return this.destroy(new Error("Connection terminated: this process is stopping"));
  }
}

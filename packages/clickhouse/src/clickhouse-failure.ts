import { ClickHouseError } from "@clickhouse/client";

/**
 * Why ClickHouse failed:
 *
 * - `away`: it does not answer, or cannot do it at the moment
 * - `access`: it refuses the user, the password or a right
 * - `schema`: a database, table or column is missing
 * - `refused`: it refuses the statement or its data
 */
export type ClickHouseFault = "away" | "access" | "schema" | "refused";

/**
 * Codes by what they mean for an operator. `away`: timeouts, quotas, too many statements or parts, lack of memory or disk, no
 * quorum or keeper, stopping, and an earlier try of the same insert that still runs.
 * https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp
 */
const codes: Readonly<Record<Exclude<ClickHouseFault, "refused">, readonly number[]>> = {
  away: [3, 159, 201, 202, 209, 210, 216, 225, 236, 241, 242, 243, 252, 285, 286, 319, 394, 439, 999],
  access: [164, 192, 193, 194, 195, 291, 497, 516],
  schema: [16, 47, 60, 81, 218],
};
const faults = new Map(
  Object.entries(codes).flatMap(([fault, all]) => all.map(code => [String(code), fault as ClickHouseFault])),
);
const reasons: Readonly<Record<ClickHouseFault, string>> = {
  away: "ClickHouse is unavailable",
  access: "ClickHouse refuses the user of CLICKHOUSE_URL",
  schema: "a database, table or column is missing in ClickHouse",
  refused: "ClickHouse refuses a statement",
};

const networkErrors = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
/** Messages of the client without a code. */
const clientMessages = /^timeout error|socket hang up/i;

/** An error of ClickHouse, or of the connection to it. It has nothing of the rows of an insert. */
export class ClickHouseFailure extends Error {
  readonly fault: ClickHouseFault;
  /** Of the server or the connection. */
  readonly reason: string;
  /** Name of the error in ClickHouse; undefined: of the connection. */
  readonly type: string | undefined;

  constructor(fault: ClickHouseFault, reason: string, type?: string) {
    super(`${reasons[fault]}: ${reason}`);
    this.fault = fault;
    this.reason = reason;
    this.type = type;
  }
}

/** Whether ClickHouse cannot be used at the moment, for any reason but a refused statement. */
export function isClickHouseUnavailable(err: unknown): boolean {
  return err instanceof ClickHouseFailure && err.fault !== "refused";
}

/** Returns the failure that an error of the client stands for; others, such as of an aborted request, as they are. */
export function toFailure(err: unknown): unknown {
  if (err instanceof ClickHouseError) return new ClickHouseFailure(faultOf(err), err.message, err.type);
  return isOfConnection(err)
    ? new ClickHouseFailure("away", err.message || (err as { code?: string }).code || "")
    : err;
}

/**
 * Like `toFailure`, for an insert. Where ClickHouse cannot read a value, its message has the row, with the visitor's hash, and even
 * the name of the error may be text of a row. So only the column and the number of the error are taken from it.
 */
export function toInsertFailure(err: unknown, insert: { table: string; token: string }): unknown {
  if (!(err instanceof ClickHouseError)) return toFailure(err);
  const [fault, where] = [faultOf(err), `insert ${insert.token} into ${insert.table}`];
  if (fault !== "refused") return new ClickHouseFailure(fault, `${where}: ${err.message}`, err.type);
  const column = findLastColumn(err.message);
  return new ClickHouseFailure(fault, `${where}${column && `, column ${column}`}: error ${err.code}`);
}

/** The column up to which a row was read. Line breaks in values are escaped. */
function findLastColumn(message: string): string {
  const columns = message.matchAll(/^Column \d+, +name: (\w+), +type: /gm);
  return [...columns].at(-1)?.[1] ?? "";
}

function faultOf({ code }: ClickHouseError): ClickHouseFault {
  return faults.get(code) ?? "refused";
}

function isOfConnection(err: unknown): err is Error {
  if (!(err instanceof Error)) return false;
  const { code } = err as { code?: string };
  return code === undefined ? clientMessages.test(err.message) : networkErrors.has(code);
}

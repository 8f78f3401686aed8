import { promisify } from "node:util";
import { maxMediaBytes, mediaTypes } from "@shunt/contracts";
import express, { type Request, type Response } from "express";
import pLimit from "p-limit";

/** So many pictures are in memory, some megabytes each; those beyond wait where they are. */
const inTurn = pLimit(8);
/** Whoever takes longer keeps others waiting. */
const slowMs = 60_000;
const readRaw = promisify(express.raw({ type: [...mediaTypes], limit: maxMediaBytes }));

/** Reads the body of an upload once its turn has come; the turn ends with the answer. A body that comes too slowly is cut off. */
export async function readPicture(req: Request, res: Response): Promise<void> {
  await takeTurn(res);
  const timer = setTimeout(() => req.destroy(), slowMs);
  await readRaw(req, res).finally(() => clearTimeout(timer));
}

function takeTurn(res: Response): Promise<void> {
  const answered = new Promise<void>(resolve => {
    if (res.closed) resolve();
    else res.once("close", resolve);
  });
  return new Promise(begin => {
    void inTurn(() => {
      begin();
      return answered;
    });
  });
}

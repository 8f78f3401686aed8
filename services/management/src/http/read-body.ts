import { operations, Problem } from "@shunt/contracts";
import express, { type Express, type Request, type RequestHandler } from "express";

const bodyLimit = "256kb";
/** Ten thousand rows with destinations of a thousand characters and more. */
const bulkLimit = "16mb";
const bulkPath = operations.createLinks.path;
const ndjson = "application/x-ndjson";
const importPath = operations.importLinks.path;

/** Reads bodies, of bulk requests larger ones, and CSV and NDJSON as well: a line that is no JSON is a row that is not valid. */
export function readBodies(app: Express): void {
  app.use(bulkPath, refuseAnonymous, express.text({ type: ndjson, limit: bulkLimit }), toRows);
  app.use(bulkPath, express.json({ limit: bulkLimit, strict: false }));
  app.use(importPath, refuseAnonymous, express.text({ type: "text/csv", limit: bulkLimit }));
  app.use(express.json({ limit: bodyLimit, strict: false }));
}

/** Nobody has to be listened to for 16 MB who does not even show a token. */
const refuseAnonymous: RequestHandler = (req, _res, next) => {
  if (req.get("authorization") === undefined) throw new Problem("not-authenticated");
  next();
};

const toRows: RequestHandler = (req: Request, _res, next) => {
  if (typeof req.body === "string" && req.is(ndjson)) req.body = req.body.split("\n").flatMap(toRow);
  next();
};

function toRow(line: string): unknown[] {
  if (line.trim() === "") return [];
  try {
    return [JSON.parse(line)];
  } catch {
    return [undefined];
  }
}

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { DatabaseUrl, listen, loadConfig, Port } from "@shunt/runtime";
import express from "express";
import pg from "pg";

/** The limit: an Express route that parses a body, inserts one row and responds. */
const { PORT, DATABASE_URL } = loadConfig({ PORT: Port, DATABASE_URL: DatabaseUrl });
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const app = express();
app.use(express.json());
app.get("/", (_req, res) => void res.sendStatus(200));
app.post("/api/v1/urls", async (req, res) => {
  const { rows } = await pool.query(
    `insert into bare_links (id, workspace_id, target_url, is_active, is_public, redirect_status)
     values ($1, '00000000-0000-0000-0000-000000000000', $2, true, true, 302) returning id, target_url, created_at`,
    [randomUUID(), req.body.original_url],
  );
  res.status(201).json(rows[0]);
});
await listen(createServer(app), PORT);

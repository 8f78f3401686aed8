import { createDb, migrateToLatest, setFirstDay } from "@shunt/db";
import pg from "pg";

const templateName = "shunt_test_template";

/** Creates a migrated database to copy; replaces the one of an earlier run. */
export async function makeTemplate(adminUrl: string): Promise<void> {
  await execute(adminUrl, `drop database if exists ${templateName}`);
  await execute(adminUrl, `create database ${templateName}`);
  const db = createDb({ url: withDatabase(adminUrl, templateName), max: 1, applicationName: "shunt-test-setup" });
  await migrateToLatest(db);
  await setFirstDay(db, "slim-clicks", "-infinity");
  await db.destroy();
}

export async function createEmpty(adminUrl: string, name: string): Promise<string> {
  await execute(adminUrl, `create database ${name}`);
  return withDatabase(adminUrl, name);
}

export async function copyTemplate(adminUrl: string, name: string): Promise<string> {
  await execute(adminUrl, `create database ${name} template ${templateName} strategy file_copy`);
  return withDatabase(adminUrl, name);
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the migrated database that every test's own is a copy of: a folder, or a name on the server. */
    template: string;
  }
}

/** Makes it once for a run: a new PGlite with all migrations takes 3 s of a core, a copy of one half a second. */
export default async function makeTemplate(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-template-'));
  // Every `trellis …` that a test runs compiles the same files. Written as processes end, so it cannot go with the run.
  process.env.NODE_COMPILE_CACHE = join(import.meta.dirname, '../node_modules/.cache/compiled');
  const url = project.name === 'native' ? process.env.TEST_DATABASE_URL : undefined;
  const drop = await (url ? templateOnServer(project, url) : templateFolder(project, folder));
  return async () => {
    await drop();
    rmSync(folder, { recursive: true, force: true });
  };
}

async function templateFolder(project: TestProject, home: string) {
  const db = await openDatabase({ home });
  await migrate(db);
  await db.close();
  project.provide('template', join(home, 'database'));
  return async () => {};
}

async function templateOnServer(project: TestProject, url: string) {
  const server = await openDatabase({ home: '', databaseUrl: url });
  const name = `trellis_template_${process.pid}`;
  await server.exec(`drop database if exists ${name}`);
  await server.exec(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = await openDatabase({ home: '', databaseUrl: own.href });
  await migrate(db);
  await db.close();
  project.provide('template', name);
  return async () => {
    await server.exec(`drop database ${name} with (force)`);
    await server.close();
  };
}

import type { Queryable } from '../db/connection.ts';
import { emptyProgram } from '../engine/program/parse.ts';
import { createLoginToken } from './auth/login-links.ts';
import { createWriteKey, listWriteKeys } from './auth/write-keys.ts';
import type { Installation } from './installation.ts';
import { secretFiles, writeSecretFile } from './secret-files.ts';
import { readSetting, writeSetting } from './settings.ts';

export interface FirstStart {
  /** Opens the local administrator's session, once. */
  adminLink?: string;
  /** The demo company was created. */
  demo: boolean;
}

/**
 * Makes of an empty database an installation: a program, a write key, the demo company when asked for, and at the
 * very first start the link that opens the administrator's session. Does nothing where all of it exists.
 */
export async function prepareInstallation(
  installation: Installation,
  options: { demo: boolean; progress?: (line: string) => void },
): Promise<FirstStart> {
  const { db, clock, config, localAdmin, publicUrl } = installation;
  const first = !(await isInstalled(db));
  if (first && (await listWriteKeys(db)).length === 0) {
    writeSecretFile(config.TRELLIS_HOME, secretFiles.writeKey, await createWriteKey(db, 'website', clock()));
  }
  const demo = await prepareDemo(installation, { ...options, demo: first && options.demo });
  await ensureProgram(installation);
  if (!first) return { demo };
  const adminLink = `${publicUrl}/login/${await createLoginToken(db, localAdmin.id, clock())}`;
  await writeSetting(db, 'installed_at', new Date(clock()).toISOString());
  return { adminLink, demo };
}

/** A creation that was interrupted is taken away and begun again: half a company would tell half a story. */
async function prepareDemo(
  installation: Installation,
  { demo, progress }: { demo: boolean; progress?: (line: string) => void },
): Promise<boolean> {
  const interrupted = (await readSetting(installation.db, 'demo')) === 'creating';
  if (!demo && !interrupted) return false;
  const { clearHalfDemo, createDemoCompany } = await import('./demo-company.ts');
  if (interrupted) await clearHalfDemo(installation);
  await writeSetting(installation.db, 'demo', 'creating');
  await createDemoCompany(installation, progress);
  await writeSetting(installation.db, 'demo', 'present');
  return true;
}

/** Without a program nothing can be decided, asked or changed; the empty one decides that nothing happens. */
async function ensureProgram({ db, engine }: Installation): Promise<void> {
  const programs = await db.query('select 1 from programs limit 1');
  if (programs.length > 0) return;
  await db.transaction((tx) => engine.activate(tx, emptyProgram(), { changeId: null }));
}

/** Whether a first start has come to its end on this database. */
export async function isInstalled(db: Queryable): Promise<boolean> {
  return (await readSetting(db, 'installed_at')) !== undefined;
}

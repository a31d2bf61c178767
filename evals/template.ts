import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makeWorld } from './world.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the world that every file opens a copy of. */
    world: string;
  }
}

/** What the world is made by: any change of it makes another. The rest only reads it. */
const makers = [
  'db',
  'demo',
  'engine/analytics/facts',
  'engine/backtest',
  'engine/core',
  'engine/program',
  'engine/runtime',
  'integrations/email',
  ...[
    'demo-library',
    'index',
    'ingest',
    'items',
    'lexical',
    'passages',
    'suggest',
    'template',
    'vectors',
  ].map((part) => `knowledge/${part}`),
  'server/auth/people.ts',
  'evals/world.ts',
];
const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache/trellis-evals');
/** Besides the one that is made, so many of others that were used last: branches side by side. Each takes about 130 MB. */
const mostOthers = 2;
/** What was used so lately may be in use: being made, or copied. */
const inUseMs = 10 * 60_000;

/** Before the files of a run: the world is there. */
export default async function provideWorld(project: TestProject): Promise<void> {
  project.provide('world', await worldFolder());
}

/** The folder of the world as this code makes it; made when it is asked for first, about ten seconds, then kept. */
export async function worldFolder(): Promise<string> {
  const folder = join(cache, fingerprint());
  if (existsSync(folder)) {
    utimesSync(folder, new Date(), new Date());
    return folder;
  }
  const draft = `${folder}-${process.pid}`;
  mkdirSync(draft, { recursive: true });
  forgetOld();
  await makeWorld(draft);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was faster; the worlds are the same.
    if (!existsSync(folder)) throw error;
    rmSync(draft, { recursive: true });
  }
  return folder;
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  for (const maker of makers)
    for (const file of filesOf(join(root, maker)))
      hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Drafts that a process left which died, and worlds that nobody has used for longest. */
function forgetOld(): void {
  const isDraft = (name: string) => name.includes('-');
  const kept = readdirSync(cache)
    .map((name) => ({ name, path: join(cache, name), usedAt: statSync(join(cache, name)).mtimeMs }))
    .sort((a, b) => b.usedAt - a.usedAt);
  const worlds = kept.filter(({ name }) => !isDraft(name));
  for (const one of kept)
    if (Date.now() - one.usedAt > inUseMs && (isDraft(one.name) || worlds.indexOf(one) >= mostOthers))
      rmSync(one.path, { recursive: true, force: true });
}

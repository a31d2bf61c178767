import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TrellisError } from './errors.ts';

/**
 * The embedded database bears one process only. Takes `folder`/database.lock or throws `database.in_use`; gives the
 * function that releases it. A lock whose process is gone is taken over: it holds the process id and, where the
 * system tells, when that process began, so that a reused id does not count.
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'database.lock');
  const mine = `${process.pid} ${startOf(process.pid)}`;
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = readOwner(path);
      if (attempt > 0 || isAlive(owner, path)) {
        throw new TrellisError(
          'database.in_use',
          `The data folder ${folder} is in use by process ${owner.pid}: stop it, or set TRELLIS_HOME to another folder.`,
          { mender: 'operator' },
        );
      }
      rmSync(path, { force: true });
    }
  }
  held.add(path);
  const release = () => {
    if (held.delete(path)) rmSync(path, { force: true });
    process.off('exit', release);
  };
  process.on('exit', release);
  return release;
}

/** Locks of this very process: its own id in a file it does not hold is left over from before. */
const held = new Set<string>();

function readOwner(path: string): { pid: number; start: string } {
  try {
    const [pid, start] = readFileSync(path, 'utf8').split(' ');
    return { pid: Number(pid), start: start ?? '' };
  } catch {
    return { pid: 0, start: '' };
  }
}

function isAlive(owner: { pid: number; start: string }, path: string): boolean {
  if (owner.pid === process.pid) return held.has(path);
  if (!(owner.pid > 0)) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(owner.pid) === owner.start;
}

/** When a process began, in clock ticks since boot; `-` where the system has no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

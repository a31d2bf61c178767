import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { removeSecretFile, secretFiles, writeSecretFile } from './secret-files.ts';

/** What the process that owns a data folder publishes there for its clients. */
const ownerSchema = z.object({ pid: z.int().positive(), url: z.string(), token: z.string().min(1) });
export type Owner = z.infer<typeof ownerSchema>;

/**
 * Publishes where this process answers, in a file that only its user can read, and gives the function that takes it
 * back; it also runs when the process exits. The file appears whole: readers never see half of it. On the embedded
 * database the caller holds the folder's lock, so whatever stands there is left over from a dead process.
 */
export function publishOwner(home: string, owner: Owner): () => void {
  writeSecretFile(home, secretFiles.owner, `${JSON.stringify(owner)}\n`);
  const withdraw = () => {
    process.off('exit', withdraw);
    // Another server of the same folder may have published itself meanwhile.
    if (readOwnerFile(home)?.token === owner.token) removeSecretFile(home, secretFiles.owner);
  };
  process.on('exit', withdraw);
  return withdraw;
}

/** The owner whose process is alive; a file left behind by a dead one counts as none. */
export function liveOwner(home: string): Owner | undefined {
  const owner = readOwnerFile(home);
  return owner && isAlive(owner.pid) ? owner : undefined;
}

function readOwnerFile(home: string): Owner | undefined {
  try {
    const parsed = ownerSchema.safeParse(JSON.parse(readFileSync(join(home, secretFiles.owner), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

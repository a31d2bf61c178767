import { measureQuality } from './quality.ts';
import type { LibraryResult } from './report.ts';
import { measureSpeed } from './speed.ts';

/** What the content library finds, on a judged collection where one is, and how long it takes, on a server. */
export async function benchLibrary({
  collection,
  serverUrl,
  sizes,
  progress,
}: {
  collection: string | undefined;
  serverUrl: string | undefined;
  sizes: readonly number[];
  progress: (line: string) => void;
}): Promise<LibraryResult> {
  const quality = collection ? await measureQuality(collection, progress) : undefined;
  const speeds = [];
  if (serverUrl)
    for (const passages of sizes) speeds.push(await measureSpeed(serverUrl, { passages, progress }));
  return { quality, speeds };
}

import { TrellisError } from '../db/errors.ts';
import { checkDocument, standsAlone } from '../engine/program/check-document.ts';
import type { FileFault } from '../engine/program/files/file-fault.ts';
import { type Manifest, manifestFile } from '../engine/program/files/layout.ts';
import { inOrder, type Piece, placeFault } from '../engine/program/files/places.ts';
import { readFiles } from '../engine/program/files/read-files.ts';
import { withAnyPins } from '../engine/program/pins.ts';
import type { Finding } from '../engine/program/validate/findings.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import type { DocumentPlan } from '../server/plan-document.ts';
import type { Client } from './client.ts';
import { readFolder } from './program-folder.ts';

/** What a folder would change, or everything that is wrong with it by file, line and column. */
export type FolderPlan =
  | { status: 'faults'; faults: FileFault[] }
  | (Omit<DocumentPlan, 'warnings'> & {
      status: 'in_force' | 'changes';
      manifest: Manifest;
      warnings: FileFault[];
      /** Content that the files name without a pin, and what it stands for. */
      pinned: { file: string; line: number; text: string }[];
    });

/** Reads the folder whole and has the server plan it. With faults of the files nothing is asked. */
export async function planFolder(client: Client, folder: string): Promise<FolderPlan> {
  const { files, faults } = readFolder(folder);
  const { document, manifest, pieces, faults: more } = readFiles(files);
  const place = (fault: Finding | FileFault | TrellisError['faults'][number]) =>
    placeFault(fault, pieces, manifestFile);
  if (!manifest || faults.length + more.length > 0) {
    const all = [...faults, ...more];
    // What a file that was not read would have said is not missed elsewhere.
    const isWhole = all.every(({ code }) => code === 'folder.base' || code === 'file.same_id');
    const sense = checkDocument(withAnyPins(document)).faults.filter((one) => isWhole || standsAlone(one));
    return { status: 'faults', faults: inOrder([...all, ...sense.map(place)]) };
  }
  const { base, hash } = manifest;
  try {
    const plan = await client.post<DocumentPlan>('/api/program/plan', {
      base: { base, ...(hash && { hash }) },
      document,
    });
    return {
      ...plan,
      status: plan.edits.length === 0 ? 'in_force' : 'changes',
      manifest,
      warnings: inOrder(plan.warnings.map(place)),
      pinned: plan.pins.map((pin) => pinWords(pin, pieces)),
    };
  } catch (error) {
    if (!(error instanceof TrellisError) || error.code !== 'program.invalid') throw error;
    return { status: 'faults', faults: inOrder(error.faults.map(place)) };
  }
}

function pinWords({ path, pin }: DocumentPlan['pins'][number], pieces: readonly Piece[]) {
  const { file, line } = placeFault({ path, message: '' }, pieces, manifestFile);
  return { file, line, text: `"${pin.item}" is its version ${pin.version} (${pin.hash.slice(0, 8)})` };
}

/** The open change of the folder's edits, or the one that was filed now. */
export async function proposeFolder(
  client: Client,
  plan: Extract<FolderPlan, { status: 'changes' | 'in_force' }>,
  title: string,
): Promise<{ change: Change; isNew: boolean }> {
  if (plan.open) return { change: plan.open, isNew: false };
  const change = await client.post<Change>('/api/changes', { title, edits: plan.edits });
  return { change, isNew: true };
}

import { fileSchemas } from '../engine/program/files/file-schemas.ts';
import type { Change } from '../engine/runtime/changes/types.ts';
import type { Principal } from './auth/principal.ts';
import type { Installation } from './installation.ts';
import { once } from './once.ts';
import { fileTitle, programFiles } from './program-files.ts';

/** Something that can be read by its address: a file of the program, a schema, an open change, a content item. */
export interface CatalogueEntry {
  kind: 'file' | 'schema' | 'change' | 'content';
  id: string;
  /** Left out where it may be foreign text: whoever lists is not told of that, and so not marked by it. */
  title?: string;
  /** What it is, in a few words. */
  about?: string;
}

export interface CataloguePage {
  entries: CatalogueEntry[];
  /** Where the next page begins; absent on the last one. */
  next?: string;
}

type Sources = Pick<Installation, 'engine' | 'library' | 'changes'>;
type Section = (
  sources: Sources,
  principal: Principal,
  page: { after: string; limit: number },
) => Promise<CatalogueEntry[]>;

/** Of the JSON Schemas of program files. */
export const schemaNames = once(async () => Object.keys(fileSchemas()).sort());

/** One after another; the key of an entry within its section is its id. */
const sections: Readonly<Record<string, Section>> = {
  files: async ({ engine }, _, { after, limit }) => {
    const active = await engine.program();
    const paths = Object.keys(programFiles(active)).sort();
    return paths
      .filter((path) => path > after)
      .slice(0, limit)
      .map((path) => ({ kind: 'file', id: path, title: fileTitle(active.program, path) }));
  },
  schemas: async (_, __, { after, limit }) =>
    (await schemaNames())
      .filter((name) => name > after)
      .slice(0, limit)
      .map((name) => ({ kind: 'schema', id: name })),
  proposed: (sources, principal, page) => openChanges(sources, principal, page, 'proposed'),
  scheduled: (sources, principal, page) => openChanges(sources, principal, page, 'scheduled'),
  content: async ({ library }, _, { after, limit }) =>
    // Titles that nobody has approved may say anything.
    (await library.list({ approved: true }, { after, limit })).map(({ id, title, kind }) => ({
      kind: 'content',
      id,
      title,
      about: kind,
    })),
};

/** Whether this is where a page may begin. */
export function isPlace(after: string): boolean {
  return placeOf(after) !== undefined;
}

function placeOf(after: string): { section: string; id: string } | undefined {
  const [, section = '', id = ''] = /^([a-z]+):([\w./-]{0,200})$/.exec(after) ?? [];
  if (!Object.hasOwn(sections, section)) return undefined;
  const isChange = section === 'proposed' || section === 'scheduled';
  return isChange && id !== '' && !/^[0-9a-f-]{36}$/.test(id) ? undefined : { section, id };
}

/** What can be read, page by page: nothing on it is text that others wrote and nobody approved. */
export async function readCatalogue(
  sources: Sources,
  principal: Principal,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<CataloguePage> {
  const names = Object.keys(sections);
  const place = after === undefined ? undefined : placeOf(after);
  const entries: CatalogueEntry[] = [];
  let from = place?.id ?? '';
  for (const name of names.slice(place ? names.indexOf(place.section) : 0)) {
    const section = sections[name] as Section;
    const room = limit - entries.length;
    const found = await section(sources, principal, { after: from, limit: room });
    entries.push(...found);
    if (entries.length >= limit) return { entries, next: `${name}:${found.at(-1)?.id ?? from}` };
    from = '';
  }
  return { entries };
}

async function openChanges(
  { changes }: Sources,
  principal: Principal,
  { after, limit }: { after: string; limit: number },
  status: 'proposed' | 'scheduled',
): Promise<CatalogueEntry[]> {
  const found = await changes.list({ status, limit, ...(after !== '' && { after }) });
  return found.map((change) => ({
    kind: 'change',
    id: change.id,
    ...(isOwn(change, principal) && { title: change.title }),
    about: `${status} by ${change.author.name}`,
  }));
}

/** Written by whoever looks, and by no turn that had read the words of others. */
function isOwn({ author, tainted }: Change, { person }: Principal): boolean {
  return author.id === person.id && tainted.length === 0;
}

import { ProtocolError, ProtocolErrorCode, type Resource } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { TrellisPort } from '../port/trellis-port.ts';
import { fixedResources } from './fixed.ts';
import { readAs } from './read.ts';
import { trackOfFile, uris } from './uris.ts';

/** Entries of the catalogue on a page. */
const pageSize = 40;

const entrySchema = z.object({
  kind: z.string(),
  id: z.string(),
  title: z.string().optional(),
  about: z.string().optional(),
});
const pageSchema = z.object({ entries: z.array(entrySchema), next: z.string().optional() });
type Entry = z.infer<typeof entrySchema>;

/** One page of what can be read. Leads are not on it: they are found by the tools, and read by their address. */
export async function listResources(
  port: TrellisPort,
  cursor: string | undefined,
): Promise<{ resources: Resource[]; nextCursor?: string }> {
  const query = new URLSearchParams({
    limit: String(pageSize),
    ...(cursor !== undefined && { after: placeOf(cursor) }),
  });
  const { entries, next } = await readAs(port, `/api/catalogue?${query}`, pageSchema);
  const fixed = cursor === undefined ? fixedResources.map(({ read: _, ...resource }) => resource) : [];
  return {
    resources: [...fixed, ...entries.flatMap(resourcesOf)],
    ...(next !== undefined && { nextCursor: Buffer.from(next).toString('base64url') }),
  };
}

function resourcesOf({ kind, id, title, about }: Entry): Resource[] {
  switch (kind) {
    case 'file': {
      const track = trackOfFile(id);
      const shown = title ?? id;
      return [
        { uri: uris.file(id), name: id, title: shown, mimeType: 'application/yaml' },
        ...(track === undefined
          ? []
          : [
              {
                uri: uris.diagram(track),
                name: `tracks/${track}.mmd`,
                title: `${shown}, as a diagram`,
                mimeType: 'text/vnd.mermaid',
              },
            ]),
      ];
    }
    case 'schema':
      return [
        {
          uri: uris.schema(id),
          name: `schema/${id}.json`,
          title: `JSON Schema: ${id}`,
          mimeType: 'application/schema+json',
        },
      ];
    case 'change':
      return [
        {
          uri: uris.change(id),
          name: `changes/${id}`,
          title: title ?? `Change ${id.slice(0, 8)}`,
          ...(about !== undefined && { description: about }),
          mimeType: 'text/markdown',
        },
      ];
    case 'content':
      return [
        {
          uri: uris.content(id),
          name: `content/${id}`,
          title: title ?? id,
          ...(about !== undefined && { description: about }),
          mimeType: 'text/markdown',
        },
      ];
    default:
      // Of a newer server.
      return [];
  }
}

function placeOf(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString();
  if (Buffer.from(place).toString('base64url') === cursor) return place;
  throw badCursor();
}

/** A cursor is an answer's own word. */
function badCursor(): ProtocolError {
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    'The cursor is not the nextCursor of an answer, as it came; list from the beginning.',
  );
}

/** Something of the server's feed: what it is and its id. */
export interface FeedEvent {
  kind: string;
  id: string;
  /** The list of resources has changed with it. */
  listed: boolean;
}

/** The addresses of what can be read. A file of the program has the path that `trellis program export` gives it. */
export const uris = {
  program: 'trellis://program',
  vocabulary: 'trellis://vocabulary',
  conditions: 'trellis://reference/conditions',
  file: (path: string) => `trellis://program/${path}`,
  diagram: (track: string) => `trellis://program/tracks/${track}.mmd`,
  schema: (name: string) => `trellis://schema/${name}.json`,
  change: (id: string) => `trellis://changes/${id}`,
  content: (item: string) => `trellis://content/${item}`,
  passage: (item: string, ordinal: number) => `trellis://content/${item}/passages/${ordinal}`,
} as const;

/** The id of the track that a file of the program holds. */
export function trackOfFile(path: string): string | undefined {
  return /^tracks\/([^/]+)\.yaml$/.exec(path)?.[1];
}

/** The resources that say something else after this. */
export function urisOf({ kind, id }: FeedEvent): string[] {
  switch (kind) {
    case 'program':
      return [uris.program];
    case 'file': {
      const track = trackOfFile(id);
      return track === undefined ? [uris.file(id)] : [uris.file(id), uris.diagram(track)];
    }
    case 'change':
      return [uris.change(id)];
    case 'content':
      return [uris.content(id)];
    default:
      // Of a newer server.
      return [];
  }
}

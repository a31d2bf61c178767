import type { NameOf } from '../../engine/analytics/report/report-input.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';

/** What ids are called. A title that nobody approved is foreign text: whoever asks has now seen it. */
export async function namesFor(
  { library, recentTaint }: Installation,
  principal: Principal,
  { tracks, segments }: Program,
  items: readonly string[],
): Promise<NameOf> {
  const found = await Promise.all([...new Set(items)].map((id) => library.get(id)));
  const known = found.filter((item) => item !== undefined);
  const foreign = known.filter(({ approved }) => !approved);
  recentTaint.add(
    principal,
    foreign.map(({ id, version }) => `content:${id}@${version}`),
  );
  const titles = new Map(known.map(({ id, title }) => [id, title]));
  return (kind, id) => {
    if (kind === 'item') return titles.get(id) ?? id;
    return (kind === 'track' ? tracks[id]?.title : segments[id]?.title) ?? id;
  };
}

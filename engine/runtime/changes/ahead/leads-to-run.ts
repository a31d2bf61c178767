import type { Tx } from '../../../../db/connection.ts';
import type { LeadId } from '../../../core/types.ts';
import { sampleLeads, sampleOnTracks } from '../../sql/in-flight.ts';
import type { LeadSample } from './types.ts';

/** So many leads are all run ahead; of more, at most half as many of those whom the change touches, and of the rest. */
export const mostRun = 3000;
/** Ids end in one of so many ways. */
const endings = 65_536;

/**
 * Whom to run ahead for a change, in groups that stand for so many leads each: those it enrols, those in flight on its
 * tracks or entering one now, and the others. `entering` are samples of `most / 2`.
 */
export async function leadsToRun(
  tx: Tx,
  change: {
    leads: number;
    tracks: readonly string[];
    entering: readonly LeadSample[];
    enrolled: readonly LeadId[];
  },
  most: number = mostRun,
): Promise<LeadSample[]> {
  const { leads, tracks, entering, enrolled } = change;
  if (leads <= most) {
    const all = await sampleLeads(tx, { limit: most, upTo: endings });
    return [{ of: all.length, ids: all }];
  }
  const named = new Set(enrolled);
  const inFlight = await sampleOnTracks(tx, tracks, most / 2);
  const { known, ...touched } = unionOf([inFlight, ...entering], named);
  const others = await sampleLeads(tx, { limit: most / 2, upTo: known });
  const seen = new Set([...named, ...touched.ids]);
  const rest = { of: leads - touched.of - named.size, ids: others.filter((id) => !seen.has(id)) };
  return [{ of: named.size, ids: [...named] }, touched, rest].filter(({ ids }) => ids.length > 0);
}

/**
 * The leads of any of the samples, without `named`. Up to the ending `known` every sample has all there are, so those
 * that end there are an even sample of them all.
 */
function unionOf(samples: readonly LeadSample[], named: ReadonlySet<LeadId>): LeadSample & { known: number } {
  const cut = samples.filter(({ of, ids }) => ids.length < of);
  const known = Math.min(endings, ...cut.map(({ ids }) => endingOf(ids.at(-1)) - 1));
  const all = new Set(samples.flatMap(({ ids }) => ids));
  const ids = [...all].filter((id) => endingOf(id) <= known && !named.has(id));
  if (cut.length === 0) return { of: ids.length, ids, known };
  const sizes = samples.map(({ of }) => of);
  const estimate = Math.round((ids.length * endings) / (known + 1));
  const most = sizes.reduce((sum, n) => sum + n, 0);
  return { of: Math.min(most, Math.max(...sizes, estimate)), ids, known };
}

function endingOf(id: LeadId | undefined): number {
  return id === undefined ? 0 : Number.parseInt(id.slice(-4), 16);
}

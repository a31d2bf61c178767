import type { JourneyStage } from '../../engine/program/schema.ts';
import type { Library, StoredItem } from '../../knowledge/library.ts';
import type { Audience } from './audience.ts';

/** More than any item can fit better than another. */
const muchWorse = 100;

/**
 * Approved items for a stage that suit an audience, in the order to send them, at most `count`. An item made for
 * somebody suits only an audience that names them; one made for everybody suits all. Items made for exactly this
 * audience come first, those that somebody sends already (`last`) when nothing else is left, and two of one kind follow
 * each other only when they must. Deterministic.
 */
export async function chooseContent(
  library: Pick<Library, 'list'>,
  wanted: {
    stage: JourneyStage;
    audience: Audience;
    count: number;
    except: readonly string[];
    last: ReadonlyMap<string, unknown>;
  },
): Promise<StoredItem[]> {
  const approved = await library.list({ approved: true, stage: wanted.stage });
  const left = approved
    .filter((item) => !wanted.except.includes(item.id) && suits(item, wanted.audience))
    .map((item) => ({ item, fit: fitOf(item, wanted) - (wanted.last.has(item.id) ? muchWorse : 0) }))
    .sort((a, b) => b.fit - a.fit || (a.item.id < b.item.id ? -1 : 1));
  const chosen: StoredItem[] = [];
  while (chosen.length < wanted.count && left.length > 0) {
    const last = chosen.at(-1)?.kind;
    const best = left[0]?.fit as number;
    const other = left.findIndex(({ item, fit }) => fit > best - 1 && item.kind !== last);
    chosen.push(...left.splice(Math.max(0, other), 1).map(({ item }) => item));
  }
  return chosen;
}

function suits(item: StoredItem, audience: Audience): boolean {
  const fits = (madeFor: readonly string[], named: readonly string[]) =>
    madeFor.length === 0 || named.some((value) => madeFor.includes(value));
  return (
    fits(item.industries, audience.industries) &&
    fits(item.companySizes, audience.companySizes) &&
    fits(item.regions, audience.regions) &&
    // Without a role the audience is mixed; an item for one role still serves a part of it.
    (audience.roles.length === 0 || fits(item.roles, audience.roles))
  );
}

function fitOf(item: StoredItem, { stage, audience }: { stage: JourneyStage; audience: Audience }): number {
  return (
    (item.industries.length > 0 ? 3 : 0) +
    (item.companySizes.length > 0 ? 2 : 0) +
    (item.roles.length > 0 && audience.roles.length > 0 ? 1 : 0) +
    (item.kind === 'email' ? 1 : 0) +
    (item.stages[0] === stage ? 0.5 : 0)
  );
}

import type { Queryable } from '../../../db/connection.ts';
import type { ContentRef, Program } from '../../program/schema.ts';
import { readContentTitles, readPeopleNames } from '../sql/explain.ts';
import { type Names, namesOf } from './names.ts';

/** Names by these programs, with the titles of what they send and the people who work here. */
export async function knownNames(on: Queryable, ...programs: readonly Program[]): Promise<Names> {
  const refs = new Map<string, ContentRef>();
  for (const { tracks } of programs)
    for (const { steps } of Object.values(tracks))
      for (const step of steps)
        if (step.kind === 'email') refs.set(`${step.content.item}@${step.content.version}`, step.content);
  const items = await readContentTitles(on, [...refs.values()]);
  return namesOf({ programs, items, people: await readPeopleNames(on) });
}

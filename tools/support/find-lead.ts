import { TrellisError } from '../../db/errors.ts';
import { leadsByName } from '../../engine/analytics/leads-by-name.ts';
import type { Services } from '../services.ts';

/** So many of one name are told apart in a message. */
const mostNamed = 5;

/**
 * The lead that a person means: by id, email address, or name where only one lead has it. Throws `lead.unknown`, and
 * `lead.ambiguous` with those that have the name; `seen` is told of each whose own words that message carries.
 */
export async function findLead(
  { db, engine }: Pick<Services, 'db'> & { engine: Pick<Services['engine'], 'findLead'> },
  said: string,
  seen: (lead: string) => void = () => {},
): Promise<string> {
  const known = await engine.findLead(said);
  if (known !== undefined) return known;
  const named = said.includes('@') ? [] : await namedLike(db, said);
  const [only, ...others] = named;
  if (only && others.length === 0) return only.id;
  if (!only) {
    throw new TrellisError(
      'lead.unknown',
      `There is no lead ${said}; give an email address, the whole name, or the id.`,
    );
  }
  for (const { id } of named) seen(id);
  const list = named
    .slice(0, mostNamed)
    .map(({ id, name, email, account }) => [name, email ?? id, account].filter(Boolean).join(', '));
  throw new TrellisError(
    'lead.ambiguous',
    `Several leads have that name: ${list.join('; ')}${named.length > mostNamed ? '; and more' : ''}. Which one do you mean? Say it by email address.`,
  );
}

/** As written, else without the “s” of `jane does score`, as chats write the genitive. */
async function namedLike(db: Services['db'], said: string) {
  const named = await leadsByName(db, said, mostNamed + 1);
  return named.length > 0 || !/[^s]s$/i.test(said)
    ? named
    : leadsByName(db, said.slice(0, -1), mostNamed + 1);
}

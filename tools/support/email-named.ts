import { TrellisError } from '../../db/errors.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { Services } from '../services.ts';

/**
 * The email that a person means, as explanations take it: by its number in a track, the title or id of its content, or
 * `SEQ:ORDINAL`. Undefined for the newest. Throws `email.unknown`.
 */
export async function emailNamed(
  { library }: Pick<Services, 'library'>,
  program: Program,
  said: string | undefined,
  track: string | undefined,
): Promise<string | undefined> {
  if (said === undefined || said.trim() === '') return track;
  const wanted = said.trim().toLowerCase();
  if (/^\d+:\d+$/.test(wanted)) return wanted;
  const emails = Object.entries(program.tracks).flatMap(([id, { steps }]) =>
    track !== undefined && track !== id
      ? []
      : steps.flatMap((step) =>
          step.kind === 'email'
            ? [{ track: id, step: step.id, title: step.title, item: step.content.item }]
            : [],
        ),
  );
  const number = /^(?:e-?mail )?#?(\d{1,3})$/.exec(wanted)?.[1];
  if (number !== undefined) {
    const found = track === undefined ? undefined : emails[Number(number) - 1];
    if (found) return `${found.track}/${found.step}`;
    throw new TrellisError(
      'email.unknown',
      track === undefined
        ? `Say of which track email ${number} is.`
        : `That track has ${emails.length} ${emails.length === 1 ? 'email' : 'emails'}, and no email ${number}.`,
    );
  }
  const titles = new Map((await library.list()).map(({ id, title }) => [id, title.toLowerCase()]));
  const titleOf = ({ title, item }: (typeof emails)[number]) =>
    title?.toLowerCase() ?? titles.get(item) ?? '';
  const found =
    emails.find(({ item, step }) => item === wanted || step === wanted) ??
    emails.find((email) => titleOf(email) === wanted) ??
    emails.find((email) => wanted.length > 3 && titleOf(email).includes(wanted));
  if (found) return track === undefined ? found.item : `${found.track}/${found.step}`;
  throw new TrellisError(
    'email.unknown',
    `No track sends an email with that title. ${track === undefined ? 'Name its track and number, as in email 2 of a track' : `The track sends: ${emails.map(titleOf).join('; ')}`}.`,
  );
}

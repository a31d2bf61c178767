import { TrellisError } from '../../../db/errors.ts';
import type { Fields } from '../../core/types.ts';
import type { Asking } from './index.ts';
import { knownNames } from './known-names.ts';
import { explainLead, type LeadExplanation } from './lead.ts';
import { leadName } from './lead-name.ts';
import type { Names } from './names.ts';
import { timelineOf } from './timeline.ts';
import { day, moment } from './times.ts';
import type { Explained } from './types.ts';
import { emailWords, reasonWords } from './words.ts';

const fewEmails = 5;
const fewDeeds = 6;
/** Said already, or needed by nobody who asks who it is: ways to reach a person are on the lead's page. */
const unsaid = new Set('first_name last_name email phone website company created_at job_title'.split(' '));

/** Who a lead is and where it stands: the lead itself, in two sentences, and what it did lately, its tracks, newest emails and fields. Throws `lead.unknown`. */
export async function explainProfile({
  db,
  active,
  lead,
  now,
}: Asking): Promise<Explained<{ lead: string }>> {
  const found = await explainLead(db, active, lead, now);
  if (!found)
    throw new TrellisError('lead.unknown', `There is no lead ${lead}; give a lead id or an email address.`);
  const names = await knownNames(db, active.program);
  const { entries } = await timelineOf(db, lead, names, { limit: fewDeeds });
  const lately = entries.map(({ at, words }) => `${moment(at)}: ${words}`);
  return {
    lead,
    sentences: [whoWords(found), whereWords(found, names)],
    details: [{ heading: 'Lately', lines: lately }, ...detailsOf(found, names)],
  };
}

function whoWords(lead: LeadExplanation): string {
  const { fields, account, journey, lifecycle, score } = lead;
  const works = [said(fields.job_title), account && `at ${said(account.fields.account_name) ?? account.id}`];
  const of = { ...account?.fields, ...fields };
  const kind = [of.company_size, of.industry, of.country].map(said);
  const about = [works.filter(Boolean).join(' '), kind.filter(Boolean).join(', ')].filter((part) => part);
  return `${leadName(fields)}${about.length > 0 ? ` is ${about.join(' (')}${about.length > 1 ? ')' : ''}` : ''}: ${journey} stage, ${lifecycle}, score ${score.total}.`;
}

function whereWords(
  { enrolments, emails, heldOut, suppressed, fault }: LeadExplanation,
  names: Names,
): string {
  const on = enrolments.filter(({ status }) => status === 'active');
  const standing = on.map(
    ({ track, step, startedAt }) =>
      `on ${names.track(track)} since ${day(startedAt)}, at ${names.step(track, step)}`,
  );
  const [last] = emails;
  return [
    standing.length > 0 ? `It is ${standing.join('; and ')}` : 'It is on no track now',
    last
      ? `, and its newest email was ${names.step(last.track, last.step)} of ${names.track(last.track)} on ${day(last.settledAt ?? last.decidedAt)}.`
      : ', and it has had no email yet.',
    ...(heldOut ? [' It is held out: no track takes it.'] : []),
    ...(suppressed
      ? [` It is suppressed (${reasonWords(suppressed.reason)}): no marketing email goes out.`]
      : []),
    ...(fault === null ? [] : [' It is parked until a program mends what could not be decided.']),
  ].join('');
}

function detailsOf(lead: LeadExplanation, names: Names) {
  const tracks = lead.enrolments.map(
    ({ track, status, startedAt, endedAt, reason }) =>
      `${names.track(track)}: ${status === 'active' ? `since ${day(startedAt)}` : `${day(startedAt)} to ${day(endedAt ?? startedAt)}, ${reason === 'goal' ? 'goal reached' : reasonWords(reason ?? 'ended')}`}`,
  );
  const emails = lead.emails
    .slice(0, fewEmails)
    .map(
      (email) =>
        `${names.step(email.track, email.step)} of ${names.track(email.track)}: ${emailWords(email)}`,
    );
  const fields = Object.entries(lead.fields)
    .filter(([name]) => !unsaid.has(name))
    .flatMap(([name, value]) => (said(value) === undefined ? [] : [`${name}: ${said(value)}`]));
  return [
    { heading: 'Tracks', lines: tracks },
    { heading: 'Newest emails', lines: emails },
    { heading: 'Fields', lines: fields },
    { heading: 'Segments', lines: lead.segments.map((id) => names.segment(id)) },
  ].filter(({ lines }) => lines.length > 0);
}

const longest = 80;

/** A field as it is said: foreign text, on one line and short. */
function said(value: Fields[string] | undefined): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

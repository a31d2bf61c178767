import type { z } from 'zod';
import { taintWords } from '../../../engine/runtime/changes/population/words.ts';
import type { haltSending } from '../../../tools/halt-sending.ts';
import type { showChanges } from '../../../tools/show-changes.ts';
import type { changeOutput } from '../../../tools/support/schemas.ts';
import { instantWords } from './instants.ts';

type Change = z.output<typeof changeOutput>;
interface Proposal {
  change: Change;
  emails?: { day: number; title: string; kind: string }[];
  warnings?: string[];
}

/** A change that was just filed, or the open one that says the same. */
export function proposalWords({ change, warnings = [] }: Proposal): string {
  const head = change.already_open
    ? `The same change is proposed already: ${change.title}, by ${change.author} on ${instantWords(change.created_at)}. I have filed nothing new, and nothing is in force until a person approves it.`
    : `I have proposed a change: ${change.title}. Nothing is in force until a person approves it.`;
  return [
    head,
    bodyWords(change),
    ...(warnings.length > 0 ? [warnings.join('\n')] : []),
    `Approve or reject it here: ${change.url}`,
  ].join('\n\n');
}

function changeWords(change: Change): string {
  const settled = change.resolved_by ? ` by ${change.resolved_by}` : '';
  const why = change.resolution ? ` (${change.resolution})` : '';
  const last =
    change.status === 'proposed'
      ? `Approve or reject it here, until ${instantWords(change.expires_at)}: ${change.url}`
      : change.url;
  return [
    `${change.title}: ${change.status}${settled}${why}, ${change.risk} risk, proposed by ${change.author} on ${instantWords(change.created_at)}.`,
    ...(change.standing ? [change.standing.join('\n')] : []),
    bodyWords(change),
    last,
  ].join('\n\n');
}

/** One change in full, or a line each. */
export function changesWords({ change, changes = [] }: z.output<typeof showChanges.output>): string {
  if (change) return changeWords(change);
  if (changes.length === 0) return 'There are no such changes.';
  return changes
    .map(
      ({ id, title, status, author, created_at, risk, url }) =>
        `- ${id.slice(0, 8)} ${title}: ${status}, ${risk} risk, by ${author} on ${instantWords(created_at)}: ${url}`,
    )
    .join('\n');
}

export function haltWords({ title, already_halted }: z.output<typeof haltSending.output>): string {
  if (already_halted) return `${title} was halted already.`;
  return `Halted: ${title}. No email of it is sent from now on. To go on, ask me to resume it; that is a change a person approves.`;
}

function bodyWords({ diff, sections, comments = [], tainted }: Change): string {
  return [
    ...diff.map((line) => `- ${line}`),
    ...sections.flatMap(({ heading, lines }) => ['', `${heading}:`, ...lines.map((line) => `- ${line}`)]),
    ...(comments.length > 0
      ? ['', 'Comments:', ...comments.map(({ by, at, text }) => `- ${by}, ${instantWords(at)}: ${text}`)]
      : []),
    ...(tainted.length > 0
      ? ['', `Before this was proposed, the conversation had read text of others: ${taintWords(tainted)}.`]
      : []),
  ].join('\n');
}

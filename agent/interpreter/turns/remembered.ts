import type { Exchange } from '../requests.ts';

/** The change last spoken of: filed, or shown. */
export function lastChange(
  history: readonly Exchange[],
): { id: string; url: string; title: string } | undefined {
  for (const { output } of callsBackwards(history)) {
    const found = output as { change?: unknown; with_change?: unknown; changes?: readonly unknown[] };
    const only = found?.changes?.length === 1 ? found.changes[0] : undefined;
    const change = (found?.change ?? found?.with_change ?? only) as
      | { id?: unknown; url?: unknown; title?: unknown }
      | undefined;
    if (typeof change?.id === 'string' && typeof change.url === 'string') {
      return { id: change.id, url: change.url, title: String(change.title) };
    }
  }
  return undefined;
}

/** Id of the track last spoken of. */
export function lastTrack(history: readonly Exchange[]): string | undefined {
  for (const { name, input, output } of callsBackwards(history)) {
    const found = output as { track?: unknown; target?: unknown };
    const of = name === 'halt_sending' ? found?.target : found?.track;
    const id = (of as { id?: unknown } | undefined)?.id ?? of ?? trackIn(input);
    if (typeof id === 'string' && id !== '*') return id;
  }
  return undefined;
}

/** The one track that a request named: whose leads it counted, or what it changed. */
function trackIn(input: unknown): string | undefined {
  const { where, edits = [] } = Object(input) as { where?: unknown; edits?: readonly { path?: unknown }[] };
  const paths = edits.map(({ path }) => /^(?:tracks|halts)\/([^/]+)/.exec(String(path))?.[1]);
  const named = [...String(where ?? '').matchAll(/\bON TRACK ([\w-]+)/g)].map(([, id]) => id);
  const found = [...new Set([...named, ...paths])];
  return found.length === 1 ? found[0] : undefined;
}

/** Id of the experiment last spoken of. */
export function lastExperiment(history: readonly Exchange[]): string | undefined {
  for (const { output } of callsBackwards(history)) {
    const found = output as { experiments?: readonly { id?: unknown }[] } | null;
    const id = found?.experiments?.length === 1 ? found.experiments[0]?.id : undefined;
    if (typeof id === 'string') return id;
  }
  return undefined;
}

/** What `draft_email` says of a draft that was made for a step of a track. */
interface DraftForStep {
  content: { item: string; version: number; hash: string };
  step: { track: string; step: string };
  subject: string;
}

/** The draft made last, where it was made for a step. */
export function lastDraft(history: readonly Exchange[]): DraftForStep | undefined {
  for (const { name, output } of callsBackwards(history)) {
    const found = output as Partial<DraftForStep> | null;
    if (name === 'draft_email' && found?.content) return found.step && (found as DraftForStep);
  }
  return undefined;
}

/** Condition text of the leads last counted or listed, or of the segment last filed; undefined where these were all leads. */
export function lastGroup(history: readonly Exchange[]): string | undefined {
  for (const { name, input } of callsBackwards(history)) {
    const { where } = Object(input) as { where?: unknown };
    if (name === 'query_leads') return typeof where === 'string' ? where : undefined;
    const filed = name === 'propose_change' ? segmentFiled(input) : undefined;
    if (filed !== undefined) return filed;
  }
  return undefined;
}

/** What leads in the one segment of a change have in common. */
function segmentFiled(input: unknown): string | undefined {
  const { edits = [] } = Object(input) as { edits?: readonly { path?: unknown; value?: unknown }[] };
  const [edit] = edits;
  if (edits.length !== 1 || !String(edit?.path).startsWith('segments/')) return undefined;
  const { when } = Object(edit?.value) as { when?: unknown };
  return typeof when === 'string' ? when : undefined;
}

/** Whether a segment was filed just now, which “it” means then. */
export function filedSegment(history: readonly Exchange[]): boolean {
  const last = history.at(-1)?.calls.at(-1);
  return last?.name === 'propose_change' && segmentFiled(last.input) !== undefined;
}

/** The one email that the change filed last is about, as a test names it. */
export function lastEmail(
  history: readonly Exchange[],
): { track: string; email: string; change: string } | undefined {
  const last = history.at(-1)?.calls.at(-1);
  const { edits = [], title } = Object(last?.input) as {
    edits?: readonly { path?: unknown }[];
    title?: unknown;
  };
  const steps = edits.map(({ path }) => /^tracks\/([^/]+)\/steps\/([^/]+)$/.exec(String(path)));
  const [track, email] = steps[0]?.slice(1) ?? [];
  const { id } = Object(Object(last?.output).change) as { id?: unknown };
  if (steps.length !== 1 || track === undefined || email === undefined || typeof id !== 'string')
    return undefined;
  if (!/^(?:until|wait|for|give)\b/.test(email)) return { track, email, change: id };
  // A wait is said to be of the email behind it.
  const number = /\bemail (\d+) of\b/.exec(String(title))?.[1];
  return number === undefined ? undefined : { track, email: number, change: id };
}

/** Id of the one lead last spoken of. */
export function lastLead(history: readonly Exchange[]): string | undefined {
  for (const { output } of callsBackwards(history)) {
    const found = output as { lead?: { id?: unknown }; leads?: readonly { id?: unknown }[] } | null;
    const id = found?.lead?.id ?? (found?.leads?.length === 1 ? found.leads[0]?.id : undefined);
    if (typeof id === 'string') return id;
  }
  return undefined;
}

function* callsBackwards(history: readonly Exchange[]) {
  for (const exchange of history.toReversed()) yield* exchange.calls.toReversed();
}

import type { Database } from '../../../db/connection.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import { createProgramCache } from '../../runtime/program-cache.ts';
import type { ActiveProgram } from '../../runtime/types.ts';
import {
  type DecidedRow,
  type LogPlace,
  readDecisions,
  readLeadFields,
  readStartedBy,
} from '../sql/decisions.ts';
import { deedWords } from './deed-words.ts';
import { type Deed, deedsOf, isAsked } from './deeds.ts';
import { inputWords } from './input-words.ts';
import { knownNames } from './known-names.ts';
import { leadName } from './lead-name.ts';
import { recordedOf } from './relive.ts';
import { type RuleName, ruleNamed } from './rule-name.ts';
import { shownInput } from './shown-input.ts';
import type { ShownInput } from './types.ts';

/** Inputs looked at for one page: bounds what a rare rule costs. */
const mostLooked = 50_000;
const firstLook = 500;
const widestLook = 20_000;

export interface RuleQuestion {
  /** See rule-name.ts. */
  rule: string;
  /** `email:ITEM`, `enrol:TRACK`, `points`, `task`, …; absent: whatever it did itself. */
  did?: string;
  since: Instant;
  /** The log is read backwards from here. */
  before?: LogPlace;
  now: Instant;
  limit?: number;
}

/** A lead for which the rule did something, with the input that brought it. */
export interface RuleHit {
  lead: LeadId;
  /** As the lead is called now; a lead that was merged into another has its id. */
  name: string;
  at: Instant;
  input: ShownInput;
  program: number;
  deeds: Deed[];
  /** Why and what, in words. */
  words: string;
}

export interface RuleHits {
  rule: string;
  did: string | null;
  hits: RuleHit[];
  /** How far back the log was read. */
  lookedBackTo: Instant;
  /** Where the next page begins; null when the period was read through. */
  next: LogPlace | null;
}

/**
 * Which leads got something because of a rule, newest first, page by page, from the log of decisions. A page looks at so
 * many inputs at most, whatever it finds.
 */
export async function ruleHits(
  db: Database,
  active: ActiveProgram,
  question: RuleQuestion,
): Promise<RuleHits> {
  const { did, since, now, limit = 50 } = question;
  const rule = await ruleNamed(db, active.program, question.rule);
  const programs = createProgramCache();
  const found: { row: DecidedRow; deeds: Deed[] }[] = [];
  let place: LogPlace | undefined = question.before ?? beforeAll(now);
  let look = firstLook;
  for (let looked = 0; place && looked < mostLooked && found.length <= limit; looked += look) {
    // Of a rare rule more is looked at at once, of a frequent one little is read in vain.
    if (looked > 0) look = Math.min(4 * look, widestLook);
    const read = await readDecisions(db, {
      since,
      before: place,
      texts: textsOf(rule, did),
      look,
    });
    place = read.last;
    const deeds = await deedsOfRows(db, rule, did, read.rows, programs);
    found.push(...read.rows.flatMap((row, n) => (deeds[n]?.length ? [{ row, deeds: deeds[n] }] : [])));
  }
  const hits = found.slice(0, limit);
  const last = found.length > limit ? hits.at(-1)?.row : undefined;
  const next = last ? { at: last.at, lane: last.lane, lead: last.lead_id, seq: last.seq } : (place ?? null);
  const names = await knownNames(db, active.program);
  const fields = await readLeadFields(db, [...new Set(hits.map(({ row }) => row.lead_id))]);
  return {
    rule: rule.name,
    did: did ?? null,
    hits: hits.map(({ row, deeds }) => {
      const its = fields.get(row.lead_id);
      const input = shownInput(row);
      return {
        lead: row.lead_id,
        name: its ? leadName(its) : row.lead_id,
        at: row.at,
        input,
        program: row.program,
        deeds,
        words: `${deeds.map((deed) => deedWords(deed, names)).join('; ')}, after ${inputWords(input, names)}`,
      };
    }),
    lookedBackTo: next?.at ?? since,
    next,
  };
}

async function deedsOfRows(
  db: Database,
  rule: RuleName,
  did: string | undefined,
  rows: readonly DecidedRow[],
  programs: ReturnType<typeof createProgramCache>,
): Promise<Deed[][]> {
  if (did !== undefined && isOfEmails(did)) return emailsOfRows(db, rule, did, rows);
  const result: Deed[][] = [];
  for (const row of rows) {
    const { program } = await programs.version(db, row.program);
    const deeds = deedsOf(rule, recordedOf(row), program);
    result.push(did === undefined ? deeds : deeds.filter((deed) => isAsked(deed, did)));
  }
  return result;
}

/** A rule sends no email: it puts leads on a track, which does. */
async function emailsOfRows(
  db: Database,
  rule: RuleName,
  did: string,
  rows: readonly DecidedRow[],
): Promise<Deed[][]> {
  const emails = rows.map((row) => {
    const { trace, effects } = recordedOf(row);
    return trace.flatMap((entry) => {
      if (entry.did !== 'email' || !isAsked(entry, did)) return [];
      const effect = effects.find(
        (one) => one.kind === 'email' && one.track === entry.track && one.step === entry.step,
      );
      return effect?.kind === 'email'
        ? [{ entry, key: { lead: row.lead_id, track: entry.track, n: effect.enrolment } }]
        : [];
    });
  });
  const startedBy = await readStartedBy(
    db,
    emails.flatMap((of) => of.map(({ key }) => key)),
  );
  return emails.map((of) =>
    of.flatMap(({ entry, key }) => {
      const by = startedBy.get(`${key.lead} ${key.track} ${key.n}`);
      const isIts = rule.kind === 'entry' ? by === 'entry' && key.track === rule.id : by === rule.name;
      return isIts ? [entry] : [];
    }),
  );
}

/** What the text of a decision must have, so that most are passed over unread. */
function textsOf({ kind, id, name }: RuleName, did: string | undefined): string[] {
  const text = (key: string, value: string) => `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  if (did !== undefined && isOfEmails(did)) {
    const item = did.slice('email:'.length);
    return [text('did', 'email'), ...(item ? [text('item', item)] : [])];
  }
  switch (kind) {
    case 'score':
    case 'fit':
      return [text('rule', name)];
    case 'trigger':
      return [text('trigger', id)];
    case 'threshold':
      return [text('threshold', id)];
    case 'segment':
      return [text('segment', id)];
    case 'entry':
      return [text('by', 'entry'), text('track', id)];
    case 'track':
    case 'person':
      return [text('by', name)];
    case 'step':
      return [text('track', id.split('/')[0] ?? ''), text('step', id.split('/')[1] ?? '')];
  }
}

function isOfEmails(did: string): boolean {
  return did === 'email' || did.startsWith('email:');
}

function beforeAll(now: Instant): LogPlace {
  return { at: now + 86_400_000, lane: -1, lead: '00000000-0000-0000-0000-000000000000', seq: 0 };
}

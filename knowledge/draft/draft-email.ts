import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { ContentItem } from '../items/item.ts';
import { regulatedTitle } from '../items/read-items.ts';
import type { Library } from '../library.ts';
import { assembleEmail } from './assemble.ts';
import { brandFor } from './brand-guide.ts';
import { checkDraft } from './checks/index.ts';
import { usual } from './checks/size.ts';
import { countWords } from './plain-text.ts';
import { findSources } from './sources.ts';
import { toItem } from './to-item.ts';
import type {
  Brand,
  DraftAsked,
  Evidence,
  Finding,
  Sources,
  WriteEmail,
  WritingBrief,
  Written,
} from './types.ts';
import { readWritten } from './written.ts';

export interface DraftParts {
  db: Database;
  library: Pick<Library, 'get' | 'list' | 'search' | 'add'>;
  /** Absent without a model. */
  write?: WriteEmail | undefined;
  now: number;
  /** Milliseconds for the model. */
  timeoutMs?: number;
}

export interface StoredDraft {
  item: ContentItem;
  version: number;
  hash: string;
  /** `model`, or `assembled` from the item's own words. */
  by: 'model' | 'assembled';
  /** Why there is no model's text although there is a model. */
  note?: string;
  warnings: Finding[];
  citations: Evidence[];
  /** Of the guide it keeps to. */
  guide?: { item: string; version: number };
}

const timeoutMs = 60_000;

/**
 * Writes an email from passages of the library and stores it as an item that nobody has approved. By the model where
 * there is one, which has a second try at what the checks refuse; else, and when that fails, from the item's own words.
 * Throws `draft.source`, `draft.no_evidence`, and `draft.refused` with every fault.
 */
export async function draftEmail(parts: DraftParts, asked: DraftAsked): Promise<StoredDraft> {
  const { db, library, now } = parts;
  const found = await findSources(library, asked, now);
  const sources = { ...found, items: await withRegulated(db, found) };
  const brand = await brandFor(library, sources.lead.language);
  const brief = briefOf(asked, sources, brand);
  const settle = async (written: Written) => {
    const used = usedOf(sources, written);
    const given = { written, sources: used, brand, now, most: asked.maxWords };
    const findings = await checkDraft(db, toItem(asked, written, used, brand, []), given);
    const faults = findings.filter(({ level }) => level === 'fault');
    return { written, faults, warnings: findings.filter(({ level }) => level === 'warning') };
  };
  const { settled, note } = await byModel(parts, brief, settle);
  const best = settled ?? (await settle(assembleEmail(brief, sources)));
  if (best.faults.length > 0) throw refused(best.faults);
  const used = usedOf(sources, best.written);
  const item = toItem(asked, best.written, used, brand, best.warnings) as ContentItem;
  const [added] = await library.add([item], { now, mayApprove: false });
  const { version, hash } = added as { version: number; hash: string };
  const cited = new Set(best.written.paragraphs.flatMap(({ cites }) => cites));
  return {
    item,
    version,
    hash,
    by: settled ? 'model' : 'assembled',
    ...(note !== undefined && { note }),
    warnings: best.warnings,
    citations: sources.passages.filter(({ n }) => cited.has(n)),
    ...(brand.guide && { guide: brand.guide }),
  };
}

/** The notes of an item go only with what was taken from it. */
function usedOf(sources: Sources, { paragraphs }: Written): Sources {
  const cited = new Set(paragraphs.flatMap(({ cites }) => cites));
  const used = new Set(sources.passages.filter(({ n }) => cited.has(n)).map(({ item }) => item));
  return { ...sources, items: sources.items.filter(({ id }) => id === sources.lead.id || used.has(id)) };
}

/** A version is regulated when an earlier one of its item is. */
async function withRegulated(db: Database, { items }: Sources): Promise<ContentItem[]> {
  return Promise.all(
    items.map(async (item) => {
      const version = (item as ContentItem & { version: number }).version;
      const title = await regulatedTitle(db, { item: item.id, version });
      return title === undefined ? item : { ...item, regulated: true };
    }),
  );
}

function briefOf(asked: DraftAsked, { lead, passages }: Sources, brand: Brand): WritingBrief {
  const again = lead.kind === 'email' ? countWords(lead.body) : undefined;
  const most = Math.min(asked.maxWords ?? Infinity, brand.rules.maxWords ?? Infinity, again ?? Infinity);
  return {
    words: asked.words,
    stage: asked.stage,
    audience: asked.audience,
    language: lead.language,
    title: lead.title,
    summary: lead.summary,
    callToAction: lead.cta?.label ?? '',
    brand,
    maxWords: most === Infinity ? usual.maxWords : most,
    maxSubject: brand.rules.maxSubject ?? usual.maxSubject,
    passages,
  };
}

type Settled = { written: Written; faults: Finding[]; warnings: Finding[] };

async function byModel(
  { write, timeoutMs: most = timeoutMs }: DraftParts,
  brief: WritingBrief,
  settle: (written: Written) => Promise<Settled>,
): Promise<{ settled?: Settled; note?: string }> {
  if (write === undefined) return {};
  const signal = AbortSignal.timeout(most);
  let mend: string[] | undefined;
  try {
    for (let tries = 0; tries < 2; tries++) {
      const written = readWritten(await write(mend ? { ...brief, mend } : brief, signal));
      if (written === undefined) {
        mend = ['The answer did not have its form.'];
        continue;
      }
      const settled = await settle(written);
      if (settled.faults.length === 0) return { settled };
      mend = settled.faults.map(({ message, field }) => `${field}: ${message}`);
    }
  } catch {
    return { note: 'The model did not answer, so it is put together from the item’s own words.' };
  }
  const why = (mend ?? []).slice(0, 3).join('; ');
  return {
    note: `What the model wrote was refused (${why}), so it is put together from the item’s own words.`,
  };
}

function refused(faults: readonly Finding[]): TrellisError {
  const list = faults
    .slice(0, 5)
    .map(({ field, line, message }) => `${field}${line === undefined ? '' : ` line ${line}`}: ${message}`);
  return new TrellisError('draft.refused', `Nothing was drafted: ${list.join('; ')}.`, {
    faults: faults.map(({ code, field, line, message }) => ({
      path: field,
      code,
      message,
      ...(line !== undefined && { line }),
    })),
  });
}

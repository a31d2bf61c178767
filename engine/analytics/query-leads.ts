import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { historyKeptFrom } from '../../db/history-kept-from.ts';
import type { Condition, Vocabulary } from '../program/condition/ast.ts';
import { didYouMean } from '../program/condition/names.ts';
import { countsBefore } from '../program/condition/reach.ts';
import { toSql } from '../program/condition/to-sql.ts';
import { countByValue } from './sql/count-by-value.ts';
import { countMatching } from './sql/count-matching.ts';
import { type LeadSample, selectSample } from './sql/select-sample.ts';

export interface LeadQuery {
  /** Absent: every lead. */
  condition?: Condition;
  /** Every segment of the program, parsed: a condition may name them. */
  segments: Readonly<Record<string, Condition>>;
  vocabulary: Vocabulary;
  /** Windows end here (milliseconds since the epoch); fields are as they are now. */
  now: number;
  /** Name of a field to count by. Throws `leads.unknown_field`. */
  breakdown?: string;
  /** How many leads to give, best score first; 0-100. */
  sample?: number;
  /** Only those after this one of an earlier sample. */
  after?: { score: number; id: string };
}

export interface LeadAnswer {
  count: number;
  /** Leads in the database. */
  total: number;
  /** Most frequent first, at most 30; null stands for leads without a value. */
  breakdown?: { value: string | null; count: number }[];
  sample: LeadSample[];
  /** Events before this were let go, and the condition counts as if they had not happened. */
  countedSince?: number;
}

/** Counts the leads that satisfy a condition, optionally by the values of a field, with a small sample. */
export async function queryLeads(db: Queryable, query: LeadQuery): Promise<LeadAnswer> {
  const { condition, segments, vocabulary, now } = query;
  const where = condition
    ? toSql(condition, { segments, now, vocabulary, firstParam: 1 })
    : { sql: 'true', params: [] };
  const { count, total } = await countMatching(db, where);
  const answer: LeadAnswer = { count, total, sample: [] };
  const keptFrom = condition && (await historyKeptFrom(db));
  if (keptFrom !== undefined && countsBefore(condition as Condition, segments, { keptFrom, now }))
    answer.countedSince = keptFrom;
  if (query.breakdown !== undefined) {
    const field = vocabulary.fields[query.breakdown];
    if (!field || !Object.hasOwn(vocabulary.fields, query.breakdown)) {
      const fields = Object.keys(vocabulary.fields);
      throw new TrellisError(
        'leads.unknown_field',
        `There is no field ${query.breakdown} to count by.${didYouMean(query.breakdown, fields)} The fields are ${fields.join(', ')}.`,
      );
    }
    answer.breakdown = await countByValue(db, where, { name: query.breakdown, ...field });
  }
  if (query.sample) answer.sample = await selectSample(db, where, query.sample, query.after);
  return answer;
}

import { TrellisError } from '../../../db/errors.ts';
import { limitOf } from './amounts.ts';
import type { Comparison, Condition, Occurrence, Scalar, TextMatch, Vocabulary } from './ast.ts';
import { checkCondition } from './check.ts';
import { eventRows } from './event-rows.ts';
import {
  bucketLength,
  bucketOf,
  type CountCondition,
  type SequenceCondition,
  type SumCondition,
  windowLength,
  windowUnit,
} from './features.ts';
import { limits } from './limits.ts';
import { didYouMean } from './names.ts';
import { isoOf } from './scalars.ts';
import { armSql, scoreSql } from './score-sql.ts';
import { SqlParams } from './sql-params.ts';
import { compareSql, testSql, thousandthsSql } from './test-sql.ts';

const DAY = 86_400_000;
/** Segments that name segments are put in whole; this many characters are more than any sensible program makes. */
const LONGEST_SQL = 500_000;

export interface ToSqlOptions {
  /** Every segment that may be named, parsed; put in where they are named. */
  readonly segments: Readonly<Record<string, Condition>>;
  /** Windows end here, ms since the epoch. */
  readonly now: number;
  readonly vocabulary: Vocabulary;
  /** Number of the first `$n`; 1 when absent. */
  readonly firstParam?: number;
}

const engineColumns: Readonly<Record<string, string>> = {
  lead_score: 'score',
  journey_stage: 'journey',
  lifecycle_stage: 'lifecycle',
};

/**
 * A boolean SQL expression, never null, over a row `l` of `leads`; it means what `evaluate` means on the same data.
 * Every value is a text parameter with its cast in the SQL. It fails on no data: fields and properties may hold
 * anything JSON can. Throws `condition.unknown_name`, `condition.type` (also where it speaks of an arriving event) or
 * `condition.too_large`, and `condition.cycle` when segments name one another in a circle.
 */
export function toSql(condition: Condition, options: ToSqlOptions): { sql: string; params: string[] } {
  const { segments, now, vocabulary } = options;
  const params = new SqlParams(options.firstParam ?? 1);
  const known = new Map<string, string>();
  const open = new Set<string>();
  /** The row of leads that is spoken of: inside a segment that stakeholders are counted in, theirs. */
  let l = 'l';
  assertMeaning(condition, 'the condition');
  return { sql: compile(condition), params: params.values };

  function compile(c: Condition): string {
    switch (c.op) {
      case 'and':
      case 'or':
        return bounded(`(${c.of.map(compile).join(c.op === 'and' ? ' and ' : ' or ')})`);
      case 'not':
        return `(not ${compile(c.of)})`;
      case 'field':
        return c.is === '!=' ? notEqual(c) : onField(c.field, comparison(c.is, c.value));
      case 'field_in':
      case 'known':
        return onField(c.field, (value) => testSql(c, value, params));
      case 'date': {
        const limit = isoOf(now + c.offsetDays * DAY);
        return onField(c.field, (value) => testSql({ ...c, limit }, value, params));
      }
      case 'count':
        return countSql(c);
      case 'sum':
        return sumSql(c);
      case 'sequence':
        return sequenceSql(c);
      case 'segment':
        return segmentSql(c.id);
      case 'stakeholders':
        return stakeholdersSql(c);
      case 'list':
        return `(${params.add(c.id)}::text = any(${l}.lists))`;
      case 'track':
        return trackSql(c.id, c.state);
      // Only inside the WHERE of a count, which `assertMeaning` has seen to.
      case 'event':
        return 'false';
      case 'property':
        return c.is === '!=' ? notEqual(c) : comparison(c.is, c.value)(property(c.property));
      case 'property_in':
      case 'property_known':
        return testSql(c, property(c.property), params);
    }
  }

  /** Exactly NOT `=`, so that a missing value, or none of an account, satisfies it. */
  function notEqual(c: Extract<Condition, { op: 'field' | 'property' }>): string {
    return `(not ${compile({ ...c, is: '=' })})`;
  }

  function comparison(is: Exclude<Comparison, '!='> | TextMatch, expected: Scalar) {
    return (value: string) => compareSql(is, expected, value, params);
  }

  function property(name: string): string {
    return `(i.properties -> ${params.add(name)}::text)`;
  }

  function onField(name: string, test: (value: string) => string): string {
    const { owner, experiment } = vocabulary.fields[name] ?? {};
    if (experiment) return test(armSql(experiment, l, params));
    if (owner === 'lead') return test(`(${l}.fields -> ${params.add(name)}::text)`);
    if (owner === 'engine') {
      const column = Object.hasOwn(engineColumns, name) ? engineColumns[name] : undefined;
      return test(column === undefined ? scoreSql(name, l, params) : `to_jsonb(${l}.${column})`);
    }
    const value = `(a.fields -> ${params.add(name)}::text)`;
    return `(exists (select 1 from accounts a where a.lane = ${l}.account_lane and a.id = ${l}.account_id and ${test(value)}))`;
  }

  /** From the lead's events of one name, within the instants where they are given. */
  function eventsSql({ event, where }: Occurrence, within?: { since: number; before?: number }): string {
    const filters = [`i.lane = ${l}.lane and i.lead_id = ${l}.id and i.name = ${params.add(event)}::text`];
    const instant = (at: number) => `${params.add(isoOf(at))}::text::timestamptz`;
    if (within !== undefined) {
      const since = instant(within.since);
      // Nothing is received before it occurred: the months before the window are not looked at.
      filters.push(`i.occurred_at >= ${since} and i.at >= ${since}`);
      if (within.before !== undefined) filters.push(`i.occurred_at < ${instant(within.before)}`);
    }
    if (where) filters.push(compile(where));
    return `from ${eventRows} i where ${filters.join(' and ')}`;
  }

  /** The instants of a window that ends with the bucket of now. */
  function windowOf(days: number): { since: number; before: number } {
    const unit = windowUnit(days);
    const length = bucketLength(unit);
    const newest = bucketOf(now, unit);
    return { since: (newest - windowLength(unit, days) + 1) * length, before: (newest + 1) * length };
  }

  function sumSql(c: SumCondition): string {
    const sum = `coalesce((select sum(${thousandthsSql(property(c.property))}) ${eventsSql(c, c.days === undefined ? undefined : windowOf(c.days))}), 0)`;
    return `(${sum} ${c.is} ${params.add(String(limitOf(c.value)))}::text::numeric)`;
  }

  function sequenceSql({ first, second, withinDays, days = limits.sequenceDays }: SequenceCondition): string {
    const window = windowOf(days);
    const a = eventsSql(first, { since: window.since - withinDays * DAY });
    const b = eventsSql(second, window);
    // Hours, as a day of an interval is a day of the session's time zone.
    const reach = `${params.add(`${withinDays * 24} hours`)}::text::interval`;
    return (
      `(exists (select 1 from (select i.occurred_at ${a}) a join (select i.occurred_at ${b}) b ` +
      `on a.occurred_at < b.occurred_at and a.occurred_at >= b.occurred_at - ${reach}))`
    );
  }

  function countSql(c: CountCondition): string {
    const rows = eventsSql(c, c.days === undefined ? undefined : windowOf(c.days));
    // The planner makes one pass of EXISTS, and a count for each lead of count(*).
    if ((c.is === '>=' && c.value === 1) || (c.is === '>' && c.value === 0))
      return `(exists (select 1 ${rows}))`;
    if ((c.is === '<' && c.value === 1) || ((c.is === '=' || c.is === '<=') && c.value === 0))
      return `(not exists (select 1 ${rows}))`;
    return `((select count(*) ${rows}) ${c.is} ${params.add(String(c.value))}::text::bigint)`;
  }

  function segmentSql(id: string): string {
    const key = `${l} ${id}`;
    const compiled = known.get(key);
    if (compiled !== undefined) return compiled;
    const segment = Object.hasOwn(segments, id) ? segments[id] : undefined;
    if (!segment) {
      throw new TrellisError(
        'condition.unknown_name',
        `There is no segment "${id}".${didYouMean(id, Object.keys(segments))}`,
      );
    }
    if (open.has(id)) {
      throw new TrellisError(
        'condition.cycle',
        `Segments use one another in a circle: ${[...open, id].join(' → ')}.`,
      );
    }
    assertMeaning(segment, `segment ${id}`);
    open.add(id);
    const sql = bounded(compile(segment));
    open.delete(id);
    known.set(key, sql);
    return sql;
  }

  function stakeholdersSql({ id, is, value }: Extract<Condition, { op: 'stakeholders' }>): string {
    const lead = l;
    // `l` is the lead asked about, `l2` one of its account, `l3` one whose account that one's segment looks at.
    l = lead === 'l' ? 'l2' : `l${Number(lead.slice(1)) + 1}`;
    const rows = `from leads ${l} where ${l}.account_lane = ${lead}.account_lane and ${l}.account_id = ${lead}.account_id`;
    const count = `(select count(*) ${rows} and ${segmentSql(id)})`;
    l = lead;
    return bounded(`(${count} ${is} ${params.add(String(value))}::text::bigint)`);
  }

  function trackSql(id: string, state: 'on' | 'ever' | 'finished'): string {
    const enrolled = (also: string) =>
      `exists (select 1 from enrolments e where e.lane = ${l}.lane and e.lead_id = ${l}.id and e.track = ${params.add(id)}::text${also})`;
    const active = ` and e.status = 'active'`;
    if (state === 'on') return `(${enrolled(active)})`;
    return state === 'ever' ? `(${enrolled('')})` : `(${enrolled('')} and not ${enrolled(active)})`;
  }

  function assertMeaning(c: Condition, what: string): void {
    const faults = checkCondition(c, vocabulary, { event: false });
    const [first] = faults;
    if (!first) return;
    throw new TrellisError('condition.type', `In ${what}: ${first.message}`, { faults });
  }
}

function bounded(sql: string): string {
  if (sql.length <= LONGEST_SQL) return sql;
  throw new TrellisError(
    'condition.too_large',
    'With the segments that it names, this condition is too large to ask the database; name fewer.',
  );
}

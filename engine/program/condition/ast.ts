/**
 * The condition language: one typed tree with two faces, text a marketer can read and JSON a model can write.
 *
 * Meaning (the same in memory and in SQL):
 * - Two-valued: a comparison with a missing value, or with a value of another type, is false. `!=` is exactly
 *   `NOT =`, so it is true for a missing value. `IS KNOWN` tells the two apart.
 * - Text compares by code point, case-sensitively (`COLLATE "C"`); vocabularies are folded at ingestion.
 * - MENTIONS alone looks at words whatever their case (mentions.ts).
 * - A count window of n days is rolling and made of whole buckets that end with the bucket of `now`: hours when
 *   n <= 7, UTC days when longer. An event counts when
 *   bucket(now) - n * bucketsPerDay < bucket(occurredAt) <= bucket(now). Without `IN` the whole history counts.
 * - A sum adds the property of the events that a count would count, each in thousandths (see amounts.ts).
 * - A sequence holds when some `first` occurred before some `second`, by the millisecond, at most withinDays * 24 h
 *   earlier, and that `second` is in the window as a count's would be; without `IN` in the longest one of a sequence.
 * - Stakeholders are the leads of the lead's account, itself included; without an account there are none.
 */
export type Scalar = string | number | boolean;

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type TextMatch = 'contains' | 'starts_with' | 'ends_with' | 'mentions';

export type Condition =
  /** At least two members; empty lists are refused by the schema. */
  | { op: 'and' | 'or'; of: readonly Condition[] }
  | { op: 'not'; of: Condition }
  /** A field of the lead, its account, or the engine (`lead_score`, `journey_stage`, `lifecycle_stage`). */
  | { op: 'field'; field: string; is: Comparison | TextMatch; value: Scalar }
  | { op: 'field_in'; field: string; values: readonly Scalar[] }
  | { op: 'known'; field: string }
  /** A date field against now + offsetDays * 24 h: `renewal_date BEFORE now + 30 days`. */
  | { op: 'date'; field: string; is: 'before' | 'after'; offsetDays: number }
  /** The arriving event has this name; only where there is an arriving event (triggers, scoring, wait-for). */
  | { op: 'event'; event: string }
  /** A property of the arriving event, or inside `where` of the counted event. */
  | { op: 'property'; property: string; is: Comparison | TextMatch; value: Scalar }
  | { op: 'property_in'; property: string; values: readonly Scalar[] }
  | { op: 'property_known'; property: string }
  /** How many such events: `email_opens >= 3 IN last_7_days`, `page_visits >= 1 WHERE (page_url CONTAINS "pricing") IN last_30_days`. */
  | { op: 'count'; event: string; where?: Condition; is: Comparison; value: number; days?: number }
  /** `SUM(deal_closed.amount) >= 1000 IN last_90_days`. */
  | {
      op: 'sum';
      event: string;
      property: string;
      where?: Condition;
      is: Comparison;
      value: number;
      days?: number;
    }
  /** `page_visit WHERE (page_url CONTAINS "pricing") THEN demo_request WITHIN 7_days IN last_30_days`. */
  | { op: 'sequence'; first: Occurrence; second: Occurrence; withinDays: number; days?: number }
  | { op: 'segment'; id: string }
  /** How many leads of the account are in the segment: `STAKEHOLDERS IN SEGMENT engaged >= 2`. */
  | { op: 'stakeholders'; id: string; is: Comparison; value: number }
  | { op: 'list'; id: string }
  /** `on`: enrolled now; `ever`: enrolled now or before; `finished`: an enrolment ended, none active. */
  | { op: 'track'; id: string; state: 'on' | 'ever' | 'finished' };

/** Events of one name, those that satisfy `where`. */
export interface Occurrence {
  readonly event: string;
  readonly where?: Condition;
}

export type FieldType = 'text' | 'number' | 'boolean' | 'date';

/** What a condition may name. Text resolves a bare word as a field first, then an event, then a property. */
export interface Vocabulary {
  /** Fields of lead, account and engine by name. Date values are ISO instants in UTC with milliseconds. */
  readonly fields: Readonly<
    Record<
      string,
      {
        type: FieldType;
        owner: 'lead' | 'account' | 'engine';
        values?: readonly string[];
        /** It is the lead's arm of an experiment, which it may not have; once that is decided, every lead has the same. */
        experiment?: { readonly id: string; readonly decided?: string };
      }
    >
  >;
  /** Event names, singular snake case, each with its properties. Counts are written as the plural: `page_visits`. */
  readonly events: Readonly<
    Record<
      string,
      {
        properties: Readonly<Record<string, FieldType>> /** Where the rule of names.ts reads badly. */;
        plural?: string;
      }
    >
  >;
}

import fc from 'fast-check';
import type {
  Comparison,
  Condition,
  FieldType,
  Occurrence,
  Scalar,
  TextMatch,
  Vocabulary,
} from '../engine/program/condition/ast.ts';
import { hasWords } from '../engine/program/condition/mentions.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';

const odd: Readonly<Record<string, FieldType>> = {
  on: 'text',
  event: 'number',
  page_visits: 'number',
  rank: 'number',
  when: 'date',
};
const inherited = 'constructor' as string;
const fields: Vocabulary['fields'] = {
  ...defaultVocabulary.fields,
  opted_in: { type: 'boolean', owner: 'lead' },
  topic: { type: 'text', owner: 'account' },
  rank: { type: 'number', owner: 'lead' },
  [inherited]: { type: 'text', owner: 'lead' },
  product_use_score: { type: 'number', owner: 'engine' },
  experiment_hand_over: {
    type: 'text',
    owner: 'engine',
    values: ['early', 'late'],
    experiment: { id: 'hand-over' },
  },
  experiment_over: {
    type: 'text',
    owner: 'engine',
    values: ['early', 'late'],
    experiment: { id: 'over', decided: 'late' },
  },
};
/** The default words, and names that collide with one another, with keywords and with Object's own properties. */
export const testVocabulary: Vocabulary = {
  fields,
  events: { ...defaultVocabulary.events, odd: { properties: { ...odd, [inherited]: 'text' } } },
};

/** Few, so that generated conditions meet generated data; each is there for a reason of order, case or encoding. */
export const texts = [
  '',
  'a',
  'A',
  'b',
  'ab',
  'pricing',
  'A, é-PRICING!',
  'é  pricing',
  '/pricing?x=1',
  'smb',
  'enterprise',
  'é',
  'e\u0301',
  'ß',
  'ſ',
  'İ',
  '\uffff',
  '\ue000',
  '𝒳',
  '💡',
  '💡b',
  '%',
  '_',
  '\\',
  '"',
  "'",
  '\n',
  'a\u0001',
  '5',
  'true',
  'null',
  'constructor',
];
export const numbers = [0, 1, -1, 1.5, 5, 0.1 + 0.2, 0.3, 1e21, -1e308, 5e-324, 2 ** 53, 2 ** 53 + 2, 100];
/** The last hours of winter and the first of summer time in Berlin and New York, and a leap day. */
export const instants = [
  '2026-03-29T00:59:59.999Z',
  '2026-03-29T01:00:00.000Z',
  '2026-03-08T06:59:59.999Z',
  '2024-02-29T12:00:00.000Z',
];
export const noInstants = [
  '2026-02-29T12:00:00.000Z',
  '2026-13-01T00:00:00.000Z',
  '2026-03-29',
  '2026-03-29T01:00:00Z',
  'soon',
];

export const segmentIds = ['first', 'second', 'third'];
export const listIds = ['guests', 'Webinar guests', '💡'];
export const trackIds = ['smb', 'x-2', 'constructor'];
export const windows = [1, 2, 7, 8, 30];
const spans = [1, 1, 2, 7, 8, 30];
const sums = [0, 0, 1, -1, 1.5, 5, 0.3, 0.301, 101.5, -10_000_000_000, 20_000_000_000];

const comparisons: Comparison[] = ['=', '!=', '<', '<=', '>', '>='];
const matches: TextMatch[] = ['contains', 'starts_with', 'ends_with', 'mentions'];

/** Conditions that `checkCondition` finds nothing wrong with. `event`: about an arriving event too. */
export function conditionArbitrary(
  vocabulary: Vocabulary,
  options: { event: boolean },
): fc.Arbitrary<Condition> {
  const leaves = [
    fc
      .constantFrom(...Object.entries(vocabulary.fields))
      .chain(([name, { type, values }]) => field(name, type, values)),
    count(vocabulary),
    sum(),
    sequence(vocabulary),
    fc.constantFrom(...segmentIds).map((id): Condition => ({ op: 'segment', id })),
    fc
      .tuple(fc.constantFrom(...segmentIds), fc.constantFrom(...comparisons), fc.constantFrom(0, 1, 1, 2, 3))
      .map(([id, is, value]): Condition => ({ op: 'stakeholders', id, is, value })),
    fc.constantFrom(...listIds).map((id): Condition => ({ op: 'list', id })),
    fc
      .tuple(
        fc.constantFrom(...trackIds),
        fc.constantFrom('on' as const, 'ever' as const, 'finished' as const),
      )
      .map(([id, state]): Condition => ({ op: 'track', id, state })),
  ];
  if (options.event) {
    const events = Object.entries(vocabulary.events);
    leaves.push(fc.constantFrom(...events).map(([event]): Condition => ({ op: 'event', event })));
    const properties = Object.entries(
      Object.assign({}, ...events.map(([, { properties: own }]) => own)) as Record<string, FieldType>,
    );
    leaves.push(fc.constantFrom(...properties).chain(([name, type]) => property(name, type)));
  }
  return tree(fc.oneof(...leaves, count(vocabulary))).filter((c) => !options.event || isConsistent(c));
}

/** Conditions whose truth may change by time alone, mostly. */
export function timedArbitrary(vocabulary: Vocabulary): fc.Arbitrary<Condition> {
  const visits = fc
    .tuple(fc.constantFrom(...comparisons), fc.constantFrom(0, 1, 2, 3), fc.constantFrom(...windows))
    .map(([is, value, days]): Condition => ({ op: 'count', event: 'page_visit', is, value, days }));
  return tree(
    fc.oneof(
      { arbitrary: visits, weight: 6 },
      { arbitrary: count(vocabulary), weight: 2 },
      { arbitrary: sum(), weight: 3 },
      { arbitrary: sequence(vocabulary), weight: 3 },
      { arbitrary: field('renewal_date', 'date'), weight: 2 },
      { arbitrary: field('opted_in', 'boolean'), weight: 1 },
    ),
  );
}

/** An AND that names an event may only speak of that event's properties; such trees are left to the unit tests. */
function isConsistent(c: Condition): boolean {
  if (c.op === 'not') return isConsistent(c.of);
  if (c.op !== 'and' && c.op !== 'or') return true;
  const text = JSON.stringify(c);
  return !(text.includes('"op":"event"') && text.includes('"op":"property')) && c.of.every(isConsistent);
}

function tree(leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  return fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { arbitrary: leaf, weight: 3 },
      {
        arbitrary: fc
          .tuple(
            fc.constantFrom('and' as const, 'or' as const),
            fc.array(tie('node'), { minLength: 2, maxLength: 3 }),
          )
          .map(([op, of]): Condition => ({ op, of })),
        weight: 2,
      },
      { arbitrary: tie('node').map((of): Condition => ({ op: 'not', of })), weight: 1 },
    ),
  })).node;
}

function field(name: string, type: FieldType, values?: readonly string[]): fc.Arbitrary<Condition> {
  const value = valuesOf(type, values);
  const compared = fc
    .tuple(operatorOf(type, values !== undefined), value)
    .filter(([is, v]) => canMatch(is, v))
    .map(([is, v]): Condition => ({ op: 'field', field: name, is, value: v }));
  const others = [
    fc.constant<Condition>({ op: 'known', field: name }),
    fc
      .array(value, { minLength: 1, maxLength: 3 })
      .map((vs): Condition => ({ op: 'field_in', field: name, values: vs })),
  ];
  if (type === 'date') {
    others.push(
      fc
        .tuple(fc.constantFrom('before' as const, 'after' as const), fc.constantFrom(0, 1, -1, 30, -700))
        .map(([is, offsetDays]): Condition => ({ op: 'date', field: name, is, offsetDays })),
    );
  }
  return fc.oneof(compared, ...others);
}

function property(name: string, type: FieldType): fc.Arbitrary<Condition> {
  const value = valuesOf(type);
  return fc.oneof(
    fc
      .tuple(operatorOf(type, false), value)
      .filter(([is, v]) => canMatch(is, v))
      .map(([is, v]): Condition => ({ op: 'property', property: name, is, value: v })),
    fc.constant<Condition>({ op: 'property_known', property: name }),
    fc
      .array(value, { minLength: 1, maxLength: 3 })
      .map((vs): Condition => ({ op: 'property_in', property: name, values: vs })),
  );
}

const window = fc.option(fc.constantFrom(...windows), { nil: undefined });

function count(vocabulary: Vocabulary): fc.Arbitrary<Condition> {
  return fc
    .tuple(occurrence(vocabulary), fc.constantFrom(...comparisons), fc.constantFrom(0, 1, 1, 2, 3, 5), window)
    .map(
      ([{ event, where }, is, value, days]): Condition => ({
        op: 'count',
        event,
        ...(where && { where }),
        is,
        value,
        ...(days !== undefined && { days }),
      }),
    );
}

/** Of the numbers of `odd`, which may be anything else in the data. */
function sum(): fc.Arbitrary<Condition> {
  const properties = Object.entries(odd).filter(([, type]) => type === 'number');
  return fc
    .tuple(
      fc.constantFrom(...properties.map(([name]) => name)),
      fc.option(
        fc.constantFrom(...Object.entries(odd)).chain(([name, type]) => property(name, type)),
        { nil: undefined },
      ),
      fc.constantFrom(...comparisons),
      fc.constantFrom(...sums),
      window,
    )
    .map(
      ([name, where, is, value, days]): Condition => ({
        op: 'sum',
        event: 'odd',
        property: name,
        ...(where && { where }),
        is,
        value,
        ...(days !== undefined && { days }),
      }),
    );
}

function sequence(vocabulary: Vocabulary): fc.Arbitrary<Condition> {
  return fc.tuple(occurrence(vocabulary), occurrence(vocabulary), fc.constantFrom(...spans), window).map(
    ([first, second, withinDays, days]): Condition => ({
      op: 'sequence',
      first,
      second,
      withinDays,
      ...(days !== undefined && { days }),
    }),
  );
}

/** Events that are counted, or of a sequence. */
function occurrence(vocabulary: Vocabulary): fc.Arbitrary<Occurrence> {
  // A few events, so that counts are not all of events that never were.
  const counted = [
    'page_visit',
    'page_visit',
    'page_visit',
    'email_reply',
    'tool_use',
    'odd',
    'demo_request',
  ].filter((e) => e in vocabulary.events);
  return fc.constantFrom(...counted).chain((event) => {
    const properties = Object.entries(vocabulary.events[event]?.properties ?? {});
    const tested =
      properties.length > 0
        ? fc.constantFrom(...properties).chain(([name, type]) => property(name, type))
        : undefined;
    const where = tested
      ? fc.oneof(fc.constant(undefined), { arbitrary: tested, weight: 2 }, tree(tested))
      : fc.constant(undefined);
    return where.map((tests) => ({ event, ...(tests && { where: tests }) }));
  });
}

/** What text matches take: some text, and MENTIONS some word. */
function canMatch(is: Comparison | TextMatch, value: Scalar): boolean {
  if (!isMatch(is)) return true;
  return typeof value === 'string' && (is === 'mentions' ? hasWords(value) : value !== '');
}

function isMatch(is: Comparison | TextMatch): boolean {
  return (matches as string[]).includes(is);
}

function operatorOf(type: FieldType, closed: boolean): fc.Arbitrary<Comparison | TextMatch> {
  if (type === 'boolean') return fc.constantFrom('=', '!=');
  if (type !== 'text') return fc.constantFrom(...comparisons);
  return closed ? fc.constantFrom('=', '!=', ...matches) : fc.constantFrom(...comparisons, ...matches);
}

/** Values of a type, or of a closed list. */
export function valuesOf(type: FieldType, values?: readonly string[]): fc.Arbitrary<Scalar> {
  if (values) return fc.constantFrom(...values);
  if (type === 'boolean') return fc.boolean();
  if (type === 'number') return fc.constantFrom(...numbers);
  return type === 'date' ? fc.constantFrom(...instants, '2026-03-29') : fc.constantFrom(...texts);
}

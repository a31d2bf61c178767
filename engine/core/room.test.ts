import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../db/canonical.ts';
import { room } from './room.ts';
import { anyProgram } from './testing/arbitraries.ts';
import { consent, DAY, programOf, Story } from './testing/story.ts';
import type { Fields } from './types.ts';

const program = programOf({});
const numbered = (count: number, value: string | number, prefix = 'f') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${prefix}${String(n).padStart(5, '0')}`, value]),
  );

test('a lead holds so many fields of its own; what does not fit is left out and told', () => {
  const story = new Story(program);
  const { trace } = story.event('identify', {}, { traits: numbered(room.customFields + 12, 1) });
  const names = Object.keys(story.lead.fields).filter((name) => name.startsWith('f'));
  expect(names).toHaveLength(room.customFields);
  expect(trace).toEqual([
    {
      did: 'left_out',
      what: 'fields',
      count: 12,
      names: Array.from({ length: 10 }, (_, n) => `f00${250 + n}`),
    },
  ]);
  story.event('identify', {}, { traits: { country: 'DE', f00000: null, more: true } });
  expect(story.lead.fields).toMatchObject({ country: 'DE', more: true });
});

test('fields that the vocabulary knows find room when those of the lead itself have taken theirs', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: numbered(50, 'x'.repeat(room.text)) });
  story.event('identify', {}, { traits: { email: 'ada@lead.example', note: 'y'.repeat(room.text) } });
  expect(story.lead.fields.email).toBe('ada@lead.example');
  expect(story.lead.fields).not.toHaveProperty('note');
  expect(story.event('identify', {}, { traits: { f00000: 'short' } }).trace).toEqual([]);
  expect(story.lead.fields.f00000).toBe('short');
});

test.each([
  ['a text that is too long', { bio: 'x'.repeat(room.text + 1) }],
  ['a name that is too long', { ['n'.repeat(room.name + 1)]: 1 }],
])('%s leaves the lead as it was', (_, traits) => {
  const story = new Story(program);
  const { fields } = story.lead;
  expect(story.event('identify', {}, { traits }).trace).toMatchObject([{ did: 'left_out', count: 1 }]);
  expect(story.lead.fields).toBe(fields);
});

test('what is left out does not hang on the order of names, which the log does not keep', () => {
  const traits: Fields = { ...numbered(200, 'x'.repeat(90)), ...numbered(100, 'y'.repeat(150), 'e') };
  const backwards = Object.fromEntries(Object.entries(traits).reverse());
  const [one, other] = [traits, backwards].map((given) => {
    const story = new Story(program);
    const { trace } = story.event(
      'identify',
      {},
      { traits: given, facts: { account: { id: 'a1', version: 1, fields: given } } },
    );
    return canonicalJson({ trace, lead: story.lead });
  });
  expect(one).toBe(other);
  expect(one).toContain('left_out');
});

test('an account brings the fields there is room for, and none when its id is too long', () => {
  const story = new Story(program);
  story.account(numbered(100, 'x'.repeat(500)));
  expect(story.last?.trace).toMatchObject([{ did: 'left_out', what: 'account fields' }]);
  expect(Object.keys(story.lead.account?.fields ?? {}).length).toBeGreaterThan(20);
  const before = story.lead.account;
  const account = { id: 'a'.repeat(room.name + 1), version: 1, fields: {} };
  const { trace } = story.event('page_visit', {}, { facts: { account } });
  expect(trace).toMatchObject([{ did: 'left_out', what: 'accounts', count: 1 }]);
  expect(story.lead.account).toBe(before);
});

test('a lead is on so many lists', () => {
  const story = new Story(program);
  const lists = Array.from({ length: room.lists + 3 }, (_, n) => `list ${n}`);
  const { trace } = story.event('identify', {}, { lists });
  expect(story.lead.lists).toEqual(lists.slice(0, room.lists).sort());
  expect(trace).toMatchObject([{ did: 'left_out', what: 'lists', count: 3 }]);
});

const text = fc
  .record({
    unit: fc.constantFrom('x', 'é', '漢', '🙂', '"', '\u0001', '\ud800'),
    length: fc.nat({ max: 2500 }),
  })
  .map(({ unit, length }) => unit.repeat(length));
const many = fc
  .record({
    count: fc.nat({ max: 400 }),
    prefix: fc.oneof(fc.constantFrom('a', 'b', '漢'.repeat(90)), text),
    value: fc.oneof(text, fc.constantFrom(1, true)),
  })
  .map(({ count, prefix, value }) => numbered(count, value as string, prefix));
const known = text.map((value) => ({ email: value, company: value, job_title: value, time_zone: value }));
const flood = fc.record({
  traits: fc.oneof(many, known),
  lists: many.map(Object.keys),
  account: fc.record({ id: fc.oneof(fc.constant('a1'), text), version: fc.nat(), fields: many }),
  basis: text,
});

test('whatever arrives, a state stays within 64 KB', () => {
  let largest = 0;
  fc.assert(
    fc.property(anyProgram(), fc.array(flood, { minLength: 1, maxLength: 8 }), (of, floods) => {
      const story = new Story(of);
      for (const { traits, lists, account, basis } of floods) {
        const at = story.lead.at + DAY;
        story.event('consent_granted', consent('marketing', { basis }), {
          at,
          traits,
          lists,
          facts: { account },
        });
        story.command({ do: 'suppress', reason: basis });
        story.command({ do: 'set_fields', fields: traits });
        const bytes = Buffer.byteLength(canonicalJson(story.lead));
        largest = Math.max(largest, bytes);
        expect(bytes).toBeLessThanOrEqual(65_536);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
  expect(largest).toBeGreaterThan(24_000);
});

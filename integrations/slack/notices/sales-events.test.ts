import { expect, test } from 'vitest';
import { parseCondition } from '../../../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import { misfits, salesEvent } from './sales-events.ts';

const notice = { id: 'n', round: 2, audience: 'sales' };
const by = { by: { email: 'abel@example.com' }, now: 5 };
const event = (deed: Parameters<typeof salesEvent>[0]) => salesEvent(deed, notice, { email: 'j@x.org' }, by);

test('a claim makes its person the owner of the lead', () => {
  expect(event({ did: 'claimed' })).toEqual({
    messageId: 'n:2',
    source: 'slack',
    email: 'j@x.org',
    occurredAt: 5,
    name: 'sales_claim',
    properties: { audience: 'sales', by: 'abel@example.com' },
    traits: { owner: 'abel@example.com' },
  });
});

test('what sales did can be named in conditions, with every property', () => {
  const events = [
    event({ did: 'claimed' }),
    event({ did: 'snoozed', days: 3 }),
    event({ did: 'not_fit', reason: misfits[0].value, note: 'too small' }),
  ];
  for (const { name, properties } of events)
    for (const [property, value] of Object.entries(properties)) {
      const said = typeof value === 'number' ? value : `"${value}"`;
      expect(parseCondition(`${name} AND ${property} = ${said}`, defaultVocabulary)).toHaveProperty('op');
    }
});

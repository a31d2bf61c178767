import { expect, test } from 'vitest';
import { HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const does = (action: object, parts: object = {}) =>
  programOf({ triggers: { g: { title: 'G', when: 'page_visit', actions: [action] } }, ...parts });

test('set changes fields of the lead, which conditions see at once', () => {
  const program = does(
    { do: 'set', fields: { language: 'de', phone: null, renewal_date: '2026-03-01' } },
    { segments: { german: { title: 'German', when: 'language = "de" AND renewal_date AFTER now' } } },
  );
  const story = Story.mailable(program, { phone: '1' });
  const { trace } = story.event('page_visit');
  expect(trace).toEqual([
    { did: 'trigger', trigger: 'g' },
    { did: 'set', fields: ['language', 'phone', 'renewal_date'] },
    { did: 'join', segment: 'german' },
  ]);
  expect(story.lead.fields).toMatchObject({ language: 'de', renewal_date: '2026-03-01T00:00:00.000Z' });
  expect(story.lead.fields).not.toHaveProperty('phone');
  expect(story.event('page_visit').trace).toEqual([{ did: 'trigger', trigger: 'g' }]);
});

test('rules that set a field to and fro come to rest', () => {
  const to = (id: string, when: string, language: string) => ({
    [id]: trackOf([{ id: 's', kind: 'action', action: { do: 'set', fields: { language } } }], {
      entry: { when },
      reentry: 'always',
    }),
  });
  const tracks = { ...to('a', 'language = "en"', 'de'), ...to('b', 'language = "de"', 'en') };
  const story = Story.mailable(programOf({ tracks }));
  const { trace } = story.event('identify', {}, { traits: { language: 'en' } });
  expect(trace.filter(({ did }) => did === 'enrol')).toHaveLength(2);
  expect(story.lead.timers).toEqual([]);
});

test('a webhook says which fields to tell, not what they hold', () => {
  const story = Story.mailable(does({ do: 'webhook', webhook: 'bot', fields: ['email'] }));
  const { effects } = story.event('page_visit', {}, { at: T0 + HOUR });
  expect(effects).toEqual([{ kind: 'webhook', webhook: 'bot', fields: ['email'], at: T0 + HOUR }]);
});

test('a webhook, an update of a CRM and a task of a step name their track', () => {
  const step = (id: string, action: object) => ({ id, kind: 'action', action });
  const booking = 'https://book.example.com/mo';
  const steps = [
    step('a', { do: 'webhook', webhook: 'bot' }),
    step('b', { do: 'crm', system: 'salesforce', fields: { Stage__c: 'Hot', Score: 3 } }),
    step('c', { do: 'task', queue: 'sales', title: 'Call', within: '1 hour', booking }),
  ];
  const story = Story.mailable(
    programOf({ tracks: { t: trackOf(steps, { entry: { when: 'country = "DE"' } }) } }),
  );
  expect(story.event('identify', {}, { traits: { country: 'DE' } }).effects).toEqual([
    { kind: 'webhook', webhook: 'bot', at: T0, track: 't' },
    { kind: 'crm', system: 'salesforce', fields: { Stage__c: 'Hot', Score: 3 }, track: 't' },
    { kind: 'task', queue: 'sales', title: 'Call', due: T0 + HOUR, booking, track: 't' },
  ]);
});

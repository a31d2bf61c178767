import { expect, test } from 'vitest';
import { programOf, Story } from '../testing/story.ts';

const program = programOf({
  scoring: {
    rules: {
      up: { title: 'Up', when: 'page_visit', points: 30 },
      down: { title: 'Down', when: 'email_bounce', points: -30 },
    },
    thresholds: {
      warm: { title: 'Warm', at: 50, actions: [{ do: 'notify', audience: 'sales', text: 'warm' }] },
      hot: { title: 'Hot', at: 75, actions: [{ do: 'notify', audience: 'sales', text: 'hot' }] },
    },
  },
});
const texts = (story: Story) =>
  story.last?.effects.map((effect) => (effect.kind === 'notify' ? effect.text : ''));

test('a threshold acts once when the score comes to stand at or above it', () => {
  const story = new Story(program);
  const seen = Array.from({ length: 4 }, () => {
    story.event('page_visit');
    return texts(story);
  });
  expect(seen).toEqual([[], ['warm'], ['hot'], []]);
  expect(story.lead.thresholds).toEqual(['hot', 'warm']);
});

test('a threshold acts again only after the score fell below it', () => {
  const story = new Story(program);
  for (const name of ['page_visit', 'page_visit', 'email_bounce']) story.event(name);
  expect(story.last?.trace).toContainEqual({ did: 'threshold', threshold: 'warm', direction: 'down' });
  story.event('page_visit');
  expect(texts(story)).toEqual(['warm']);
});

test('one input may pass several thresholds, the lower first', () => {
  const big = programOf({
    scoring: { ...program.program.scoring, rules: { big: { title: 'B', when: 'demo_request', points: 90 } } },
  });
  const story = new Story(big);
  story.event('demo_request');
  expect(texts(story)).toEqual(['warm', 'hot']);
});

test('the points a threshold gives may pass the next', () => {
  const story = new Story(
    programOf({
      scoring: {
        rules: { visit: { title: 'V', when: 'page_visit', points: 10 } },
        thresholds: {
          z: { title: 'Z', at: 10, actions: [{ do: 'score', points: 15 }] },
          a: { title: 'A', at: 25, actions: [{ do: 'score', points: 5 }] },
        },
      },
    }),
  );
  expect(story.event('page_visit').ledger).toEqual([
    { rule: 'visit', points: 10, model: 'engagement' },
    { rule: 'threshold:z', points: 15, model: 'engagement' },
    { rule: 'threshold:a', points: 5, model: 'engagement' },
  ]);
  expect(story.lead.score).toBe(30);
});

test('a threshold with a lower edge is left only under it, acts there, and then acts upwards again', () => {
  const notify = (text: string) => [{ do: 'notify', audience: 'sales', text }];
  const story = new Story(
    programOf({
      scoring: {
        rules: program.program.scoring.rules,
        thresholds: { warm: { title: 'W', at: 60, below: 20, actions: notify('up'), down: notify('down') } },
      },
    }),
  );
  const seen = ['page_visit', 'page_visit', 'email_bounce', 'page_visit', 'email_bounce', 'email_bounce'].map(
    (name) => {
      story.event(name);
      return texts(story);
    },
  );
  expect(seen).toEqual([[], ['up'], [], [], [], ['down']]);
  for (const name of ['page_visit', 'page_visit']) story.event(name);
  expect(texts(story)).toEqual(['up']);
});

test('a threshold of a model looks at its score alone', () => {
  const story = new Story(
    programOf({
      scoring: {
        rules: {
          visit: { title: 'V', when: 'page_visit', points: 50 },
          use: { title: 'U', when: 'tool_use', points: 5, model: 'fit' },
        },
        thresholds: {
          fits: { title: 'F', model: 'fit', at: 10, actions: [{ do: 'lifecycle', stage: 'mql' }] },
        },
      },
    }),
  );
  for (const name of ['page_visit', 'tool_use']) story.event(name);
  expect(story.lead).toMatchObject({ score: 55, thresholds: [] });
  story.event('tool_use');
  expect(story.lead).toMatchObject({ thresholds: ['fits'], lifecycle: 'mql' });
});

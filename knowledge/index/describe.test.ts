import { expect, test } from 'vitest';
import { describeIndex } from './describe.ts';
import type { IndexStatus } from './status.ts';

const bare = { generation: 1, passages: 12, vectors: 0, refused: 0, terms: 90, bytes: 40_000, createdAt: 0 };
const trained = {
  ...bare,
  passages: 1_200,
  vectors: 1_200,
  kind: 'lsa',
  model: 'lsa-128:ab',
  dimensions: 128,
} as const;
const at = Date.UTC(2026, 0, 31, 8, 15);

test.each<[string, IndexStatus, string[]]>([
  [
    'a small library',
    { passages: 12, current: bare },
    [
      '12 passages. Generation 1 is in use, 0.0 MB: it finds by words alone; from 50 passages on it learns what they mean too.',
    ],
  ],
  [
    'a trained one that is being built again',
    {
      passages: 1_500,
      current: trained,
      building: { ...trained, generation: 2, passages: 800 },
      due: 'grown',
    },
    [
      '1,500 passages. Generation 1 is in use, 0.0 MB: it finds by words and by meaning; 1,200 of 1,200 placed by a model trained on the library itself, 128 numbers each.',
      'Generation 2 is being built: 800 of 1,500 passages. The one in use stays until it is whole.',
    ],
  ],
  [
    'one that waits for its endpoint',
    {
      passages: 3,
      current: {
        ...bare,
        passages: 3,
        vectors: 1,
        refused: 1,
        kind: 'endpoint',
        model: 'openai:e',
        dimensions: 8,
      },
      fault: { code: 'embedding.key', message: 'No key.', failures: 1, since: at, retryAt: at + 60_000 },
    },
    [
      '3 passages. Generation 1 is in use, 0.0 MB: it finds by words and by meaning; 1 of 3 placed by openai:e, 8 numbers each; the endpoint does not take 1.',
      'It is behind since 2026-01-31 08:15 UTC (embedding.key): No key. Next attempt at 2026-01-31 08:16 UTC.',
    ],
  ],
  [
    'one that is due',
    { passages: 12, current: { ...bare, passages: 60 }, due: 'embedder' },
    [
      '12 passages. Generation 1 is in use, 0.0 MB: it finds by words alone.',
      'A new one is due: it is to find by meaning too. A running server or worker builds it.',
    ],
  ],
])('%s is told of in words', (_, status, words) => {
  expect(describeIndex(status)).toEqual(words);
});

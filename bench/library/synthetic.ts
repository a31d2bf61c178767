import type { ContentItem } from '../../knowledge/library.ts';
import { randomOf } from './random.ts';

const passagesPerItem = 10;
const wordsPerPassage = 160;
const topics = 200;
const wordsPerTopic = 150;
const commonWords = 30_000;
const kinds = ['guide', 'blog', 'case-study', 'report', 'whitepaper'] as const;
const industries = ['healthcare', 'fintech', 'manufacturing', 'saas', 'professional-services'];

/** Word number n of an invented language: `ladorik`. Words end in as many ways as those of real ones. */
function wordOf(n: number): string {
  const onsets = 'b d f g k l m n p r s t v z br dr gr kl pl tr'.split(' ');
  const vowels = 'a e i o u'.split(' ');
  const ends = 'b d f g k l m n p r t v lt nk rm sk'.split(' ');
  let word = '';
  for (let rest = n + 100; rest > 0; rest = Math.floor(rest / 100))
    word += `${onsets[rest % 20]}${vowels[Math.floor(rest / 20) % 5]}`;
  return `${word}${ends[n % 16]}`;
}

/** A rank of Zipf's law among `count`. */
const zipf = (random: () => number, count: number) => Math.floor(count ** random()) - 1;

/**
 * Documents of an invented language, ten passages each: words by Zipf's law, a third of them of the document's topic.
 * One in a hundred is for one role only, so that a narrow filter can be measured.
 */
export function* syntheticItems(passages: number): Generator<ContentItem> {
  const random = randomOf(11);
  for (let n = 0; n * passagesPerItem < passages; n++) {
    const topic = Math.floor(random() * topics);
    const section = () =>
      Array.from({ length: wordsPerPassage }, () => wordIn(topic, random))
        .join(' ')
        .replace(/(?:\S+ ){14}\S+/g, '$&.');
    const body = Array.from({ length: passagesPerItem }, (_, i) => `## Part ${i + 1}\n\n${section()}`);
    yield {
      id: `item-${n}`,
      title: `${wordIn(topic, random)} ${wordIn(topic, random)} ${n}`,
      kind: kinds[n % kinds.length] as (typeof kinds)[number],
      stages: ['awareness'],
      topics: [],
      industries: [industries[n % industries.length] as string],
      roles: [n % 100 === 0 ? 'economic' : 'technical'],
      companySizes: [],
      regions: [],
      language: 'en',
      summary: 'Generated to measure on.',
      cta: { label: 'Read', url: `https://library.example/${n}` },
      body: body.join('\n\n'),
    };
  }
}

/** Words a reader might look for: two of a topic and one of the language. */
export function syntheticQuery(n: number): string {
  const random = randomOf(1_000 + n);
  const topic = Math.floor(random() * topics);
  return [topicWord(topic, random), topicWord(topic, random), wordOf(zipf(random, commonWords))].join(' ');
}

function wordIn(topic: number, random: () => number): string {
  return random() < 0.33 ? topicWord(topic, random) : wordOf(zipf(random, commonWords));
}

function topicWord(topic: number, random: () => number): string {
  return wordOf(commonWords + topic * wordsPerTopic + zipf(random, wordsPerTopic));
}

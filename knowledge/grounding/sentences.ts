import { citationRun } from './citations.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of one line. Joined they are the line; citations after a full stop belong to the sentence before it. */
export function sentencesOf(line: string): string[] {
  const runs = [...line.matchAll(citationRun)].map(({ index, 0: run }) => ({
    from: index,
    to: index + run.length,
  }));
  const sentences: string[] = [];
  let start = 0;
  for (const { index, segment } of segmenter.segment(line)) {
    const broken = index + segment.length;
    // The segmenter takes a bracket for the end of the sentence before it.
    const run = runs.find(({ from, to }) => from <= broken && broken < to);
    const end = run && run.from > 0 ? run.to : broken;
    if (end <= start) continue;
    const sentence = line.slice(start, end);
    // A question within a sentence does not end it.
    const goesOn = !/[\p{L}\p{N}]/u.test(sentence) || /^\p{Ll}/u.test(sentence);
    if (sentences.length > 0 && goesOn) sentences[sentences.length - 1] += sentence;
    else sentences.push(sentence);
    start = end;
  }
  return sentences;
}

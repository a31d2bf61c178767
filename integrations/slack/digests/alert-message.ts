import type { AlertContent } from '../../../agent/digests/content.ts';
import { section } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';

const labels: Readonly<Record<AlertContent['state'], string>> = {
  began: ':warning: Alert',
  recovered: ':white_check_mark: Recovered',
  over: ':white_check_mark: Over already',
};

/** An alert as Slack shows it: what is so, with its numbers, and where to look. */
export function alertMessage({ state, title, sentences, url }: AlertContent): Message {
  const heading = `${labels[state]}: ${escapeText(title)}`;
  return {
    text: truncate(heading, limits.text),
    blocks: [section([`*${heading}*`, ...sentences.map(escapeText), `<${url}|Look at it>`].join('\n'))],
  };
}

import { context as contextBlock, plain } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { limits, truncate } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';
import { chartBlock } from './chart-block.ts';
import type { AnswerChart, AnswerFigures } from './figures.ts';

/** A chart drawn here, for what Slack's own cannot show. */
export interface Picture {
  png: Uint8Array;
  /** What it shows, in words. */
  alt: string;
}

/** What is drawn: the picture that has this address here, or bars. */
export type PictureAsked = { url: string } | { chart: AnswerChart };

/** Undefined where it cannot be drawn. */
export type DrawPicture = (asked: PictureAsked) => Promise<Picture | undefined>;

/** The picture that an answer needs because Slack has no chart for it. */
export function pictureOf({ chart, picture }: AnswerFigures): PictureAsked | undefined {
  if (chart && chartBlock(chart)) return undefined;
  if (picture !== undefined) return { url: picture };
  return chart && { chart };
}

/** An uploaded picture, and what it shows in a line. */
export function pictureMessage(file: string, alt: string): Message {
  return {
    text: truncate(escapeText(alt), limits.text),
    blocks: [
      {
        type: 'image',
        slack_file: { id: file },
        alt_text: truncate(alt, limits.altText),
        title: plain('Chart', limits.header),
      },
      contextBlock(escapeText(alt)),
    ],
  };
}

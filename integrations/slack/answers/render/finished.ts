import type { Message } from '../../blocks/message.ts';
import type { AnswerChart } from './figures.ts';

/** A chart drawn here, for what Slack's own cannot show. */
export interface Picture {
  png: Uint8Array;
  /** What it shows, in words. */
  alt: string;
}

/** Draws a chart by the address of its picture here, or bars; undefined where it cannot be drawn. */
export type DrawPicture = (of: { url: string } | { chart: AnswerChart }) => Promise<Picture | undefined>;

/** A message below an answer. */
export interface FinishedMessage extends Message {
  /** What its chart and its table show, in escaped words. */
  said?: string;
  /** It is uploaded, and `text` is what is said beside it. */
  picture?: Picture;
}

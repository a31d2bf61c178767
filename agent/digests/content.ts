/** What a digest tells: made once, shown alike in Slack, in an email and on the page. */
export interface DigestContent {
  kind: 'digest';
  title: string;
  /** `16 Nov 2026 to 22 Nov 2026`. */
  period: string;
  /** Each with its denominators, or that there is not enough data. */
  sentences: string[];
  table: { columns: string[]; rows: string[][] };
  /** What the chart shows in words, and the picture as base64 of a PNG. */
  chart?: { words: string; png: string };
  /** Changes that wait for an approval. */
  waiting: { title: string; url: string }[];
  /** How many wait besides. */
  more: number;
  notes: string[];
  /** The page with all figures of the period. */
  url: string;
}

/** What an alert says: that something began, that it has recovered, or both at once when it is over already. */
export interface AlertContent {
  kind: 'alert';
  state: 'began' | 'recovered' | 'over';
  title: string;
  sentences: string[];
  /** Where to look. */
  url: string;
}

export type PostContent = DigestContent | AlertContent;

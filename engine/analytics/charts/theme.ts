import type { VegaLiteSpec } from './spec.ts';

/** A fill and the ink that can be read on it. */
export interface Fill {
  fill: string;
  ink: string;
}

/** The colours of all charts, in words of what they are for. They are those of the console's pages. */
export interface Theme {
  ground: string;
  ink: string;
  soft: string;
  /** What is missing. Never by colour alone: a word and a dashed line say it too. */
  missing: string;
  /** From little to much: each step differs in lightness, so that it is told apart without seeing its hue. */
  steps: readonly Fill[];
  /** What a chart is about: its bars and its line. */
  main: Fill;
  /** The interval around a line. */
  band: string;
  /** What could be filled and is not; lines to read by. */
  faint: string;
  /** Lines side by side, six at most. Each has a label at its end too, and dashes of its own. */
  lines: readonly { stroke: string; dash: readonly number[] }[];
}

const dashes: readonly (readonly number[])[] = [
  [],
  [7, 3],
  [2, 2],
  [10, 3, 2, 3],
  [5, 2, 1, 2, 1, 2],
  [12, 4],
];
const lines = (...colours: readonly string[]) =>
  colours.map((stroke, n) => ({ stroke, dash: dashes[n] ?? [] }));

const themes: { light: Theme; dark: Theme } = {
  light: {
    ground: '#ffffff',
    ink: '#1b2420',
    soft: '#5c6a63',
    missing: '#a3262a',
    steps: [
      { fill: '#d3ebdc', ink: '#1b2420' },
      { fill: '#b1d9c1', ink: '#1b2420' },
      { fill: '#7dbd98', ink: '#1b2420' },
      { fill: '#2f7d56', ink: '#ffffff' },
      { fill: '#114b31', ink: '#ffffff' },
    ],
    main: { fill: '#2f7d56', ink: '#ffffff' },
    band: '#d3ebdc',
    faint: '#e9eeeb',
    lines: lines('#2f7d56', '#4091f1', '#7c0505', '#7842aa', '#7d9b02', '#0c3f5e'),
  },
  dark: {
    ground: '#1c2225',
    ink: '#e4e9e6',
    soft: '#9aa8a1',
    missing: '#f08a84',
    steps: [
      { fill: '#29443a', ink: '#e4e9e6' },
      { fill: '#2b6149', ink: '#ffffff' },
      { fill: '#47966f', ink: '#0c1a13' },
      { fill: '#74c79d', ink: '#0c1a13' },
      { fill: '#baf0d3', ink: '#0c1a13' },
    ],
    main: { fill: '#74c79d', ink: '#0c1a13' },
    band: '#29443a',
    faint: '#2a3235',
    lines: lines('#74c79d', '#5c7de7', '#d36604', '#e6ed62', '#8a6480', '#75fcfe'),
  },
};

export function theme(dark: boolean): Theme {
  return dark ? themes.dark : themes.light;
}

/** Sizes of text, in pixels of the chart. */
export const sizes = { title: 15, heading: 13, text: 12 } as const;

/** The family the server has for pictures; a page that shows the SVG may have others. */
export const fontFamily = 'Inter, Roboto, Segoe UI, Helvetica, Arial, sans-serif';

/** What every chart sets before it draws anything. */
export function chartConfig({ ground, ink, soft }: Theme): NonNullable<VegaLiteSpec['config']> {
  return {
    background: ground,
    font: fontFamily,
    // One text for the whole chart is on its outermost element.
    aria: false,
    view: { stroke: null },
    title: {
      anchor: 'start',
      frame: 'bounds',
      color: ink,
      fontSize: sizes.title,
      fontWeight: 600,
      subtitleColor: soft,
      subtitleFontSize: sizes.text,
      subtitlePadding: 6,
      offset: 12,
    },
    axis: {
      domain: false,
      ticks: false,
      grid: false,
      title: null,
      labelColor: ink,
      labelFontSize: sizes.text,
      // Labels are shortened before: here they would be, by an estimate that is too wide.
      labelLimit: 0,
      labelOverlap: false,
    },
  };
}

import { type Figure, figuresOf } from '../knowledge/grounding/figures.ts';

/** Longer texts of tools hold no figures that an answer would repeat. */
const maxText = 4_000;
const maxFigures = 20_000;
/** All our intervals are of 95 %. */
const ours: readonly Figure[] = [{ text: '95 %', values: [95], unit: 'percent' }];

/** The figures that an answer may say without a citation: of tools' outputs, in the forms they are said in, and of texts. */
export function ownFigures(outputs: readonly unknown[], texts: readonly string[]): Figure[] {
  const found: Figure[] = [...ours, ...texts.flatMap((text) => figuresIn(text))];
  const walk = (value: unknown): void => {
    if (found.length > maxFigures) return;
    if (typeof value === 'number') found.push(said(value));
    else if (typeof value === 'string') found.push(...figuresIn(value));
    else if (Array.isArray(value)) {
      found.push(said(value.length));
      value.forEach(walk);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  outputs.forEach(walk);
  return found;
}

/** Also of what is written with underscores: `last_90_days`, as a person may say it. */
function figuresIn(text: string): Figure[] {
  return figuresOf(text.slice(0, maxText).replaceAll('_', ' '));
}

/** A number as a sentence may have it: rounded, and a share as a percentage. */
function said(value: number): Figure {
  const size = Math.abs(value);
  const forms = [size, size * 100].flatMap((form) => [
    form,
    ...[0, 1, 2].flatMap((places) => [round(form, places), roundDown(form, places)]),
  ]);
  return { text: String(value), values: [...new Set(forms)], anyUnit: true };
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}

/** A half goes down: what was rounded before it was rounded again. */
function roundDown(value: number, places: number): number {
  return Math.ceil(value * 10 ** places - 0.500_001) / 10 ** places;
}

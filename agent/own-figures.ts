import { type Figure, figuresOf } from '../knowledge/grounding/figures.ts';

/** Longer texts of tools hold no figures that an answer would repeat. */
const maxText = 4_000;
const maxFigures = 20_000;

/** The figures that an answer may say without a citation: of tools' outputs, in the forms they are said in, and of texts. */
export function ownFigures(outputs: readonly unknown[], texts: readonly string[]): Figure[] {
  const found: Figure[] = texts.flatMap((text) => figuresOf(text.slice(0, maxText)));
  const walk = (value: unknown): void => {
    if (found.length > maxFigures) return;
    if (typeof value === 'number') found.push(said(value));
    else if (typeof value === 'string') found.push(...figuresOf(value.slice(0, maxText)));
    else if (Array.isArray(value)) {
      found.push(said(value.length));
      value.forEach(walk);
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  outputs.forEach(walk);
  return found;
}

/** A number as a sentence may have it: rounded, and a share as a percentage. */
function said(value: number): Figure {
  const size = Math.abs(value);
  const forms = [size, size * 100].flatMap((form) => [form, round(form, 0), round(form, 1), round(form, 2)]);
  return { text: String(value), values: [...new Set(forms)], anyUnit: true };
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}

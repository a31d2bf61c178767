import { figuresOf } from '../../knowledge/grounding/figures.ts';

const nothing = /\b(?:no|none|nobody|no one|nothing|never|zero|not (?:a|any|one))\b/i;
const single = /\b(?:one|a single|once)\b/i;

/**
 * Whether a text says a value that a tool gave. A number in any form it may be said in: 1204 as 1,204, 0.4213 as 42 % or
 * 42.1 %, 0 as none; a text as it is, an instant also by its day alone.
 */
export function saysValue(text: string, value: string | number): boolean {
  if (typeof value === 'string') {
    const forms = /^\d{4}-\d{2}-\d{2}T/.test(value) ? [value, value.slice(0, 10)] : [value];
    return forms.some((form) => text.toLowerCase().includes(form.toLowerCase()));
  }
  if (value === 0 && nothing.test(text)) return true;
  if (value === 1 && single.test(text)) return true;
  const wanted = Number.isInteger(value) ? [Math.abs(value)] : roundings(Math.abs(value));
  return figuresOf(text).some(({ values }) => values.some((said) => wanted.some((one) => near(said, one))));
}

/** Of a share also as a percentage; each as it is rounded in speech. */
function roundings(value: number): number[] {
  const inSpeech = (size: number, places: readonly number[]) =>
    places.map((place) => Math.round(size * 10 ** place) / 10 ** place);
  const share = value < 1 ? inSpeech(value * 100, [0, 1, 2]) : [];
  return [value, ...share, ...inSpeech(value, value < 10 ? [1, 2, 3] : [0, 1, 2])];
}

function near(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b));
}

/** Pieces that prompts are put together from. */

/** A heading with points; nothing without points. */
export function section(heading: string, points: readonly (string | undefined | false)[]): string {
  const lines = points.filter((point) => typeof point === 'string').map((point) => `- ${point}`);
  return lines.length === 0 ? '' : [`## ${heading}`, ...lines].join('\n');
}

/** Numbered, as what is to be done in this order. */
export function steps(lines: readonly (string | undefined | false)[]): string {
  const said = lines.filter((line) => typeof line === 'string');
  return ['## Do this, in order', ...said.map((line, n) => `${n + 1}. ${line}`)].join('\n');
}

/** What the person has said, by its name. */
export function brief(given: Readonly<Record<string, string | undefined>>): string {
  return section(
    'The brief',
    Object.entries(given).map(([name, value]) => value && `${name}: ${value}`),
  );
}

/** The whole, with what holds for every prompt that ends in a proposal. */
export function proposing(...parts: readonly string[]): string {
  return together(
    ...parts,
    section('What holds throughout', [
      'Use ids, fields and values that the tools have shown, and content that the library has; say what is missing instead of inventing it.',
      'Filing makes nothing active. Give the address of the change; a person approves or rejects it there.',
      'Ask where the brief leaves open what would change the outcome, and say what you have assumed where it does not.',
    ]),
  );
}

/** Parts with an empty line between; empty ones left out. */
export function together(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

import { formWords } from './form-words.ts';
import { formFaults } from './parse.ts';
import { areas, type Program, programSchema } from './schema.ts';
import type { Finding } from './validate/findings.ts';
import { validateProgram } from './validate.ts';
import { isRecord } from './walk-schema.ts';

/** What is wrong by itself, whatever the rest of the program says. */
const byItself = /^(condition\.(syntax|type|unknown_name)|step\.|duration\.|policy\.)/;

/**
 * The program that a document is, or everything that is wrong with it at once: of form and, for the things whose form
 * is right, of sense as far as that does not depend on the others.
 */
export function checkDocument(document: Readonly<Record<string, unknown>>): {
  program?: Program;
  faults: Finding[];
} {
  const parsed = programSchema.safeParse(document, { error: formWords });
  if (parsed.success) {
    const faults = validateProgram(parsed.data);
    return faults.length > 0 ? { faults } : { program: parsed.data, faults };
  }
  const faults = formFaults(parsed.error);
  const rest = programSchema.safeParse(without(document, faults));
  const sense = rest.success ? validateProgram(rest.data).filter(({ code }) => byItself.test(code)) : [];
  return { faults: [...faults, ...sense] };
}

/** Whether a fault would be one too if more of the program were there. */
export function standsAlone({ code }: Pick<Finding, 'code'>): boolean {
  return code.startsWith('form.') || byItself.test(code);
}

/** The document without the things that the faults are in. */
function without(document: Readonly<Record<string, unknown>>, faults: readonly Finding[]): unknown {
  const rest = structuredClone(document);
  for (const { path } of faults) {
    const names = path.split('/');
    const area = areas.find(({ keys }) => keys.every((key, n) => names[n] === key));
    const keys = area?.keys ?? [];
    const holder = keys.reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), rest);
    if (isRecord(holder)) delete holder[names[keys.length] as string];
  }
  return rest;
}

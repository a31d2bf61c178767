import type { Liquid, Template } from 'liquidjs';
import { type Fault, TrellisError } from '../../db/errors.ts';
import { createLiquid, firstLine } from './language.ts';
import { templateVariables } from './variables.ts';

/** What the renderer itself puts into the scope beside the allow-list. */
const ownNames = new Set(['links', 'subject', 'preheader', 'sender.postalAddress']);

const engines = { html: createLiquid({ outputEscape: 'escape' }), text: createLiquid() };

/** A parsed template. Rendering throws `email.missing_value` for a variable that is absent and has no fall-back. */
export type TextTemplate = (scope: object) => string;

/**
 * Parses Liquid in strict mode. `html` escapes every output. Throws `email.template` with the path `where` for syntax,
 * an unknown filter or tag, and a variable that is not on the allow-list.
 */
export function parseTemplate(source: string, kind: 'html' | 'text', where: string): TextTemplate {
  const liquid = engines[kind];
  let parsed: Template[];
  try {
    parsed = liquid.parse(source);
  } catch (cause) {
    throw templateError([{ path: where, message: firstLine(cause) }], cause);
  }
  const faults = unknownNames(liquid, parsed).map((name) => ({
    path: where,
    message: `"${name}" is not a variable of emails; there are: ${[...templateVariables].sort().join(', ')}`,
  }));
  if (faults.length > 0) throw templateError(faults);
  return (scope) => {
    try {
      return liquid.renderSync(parsed, scope) as string;
    } catch (cause) {
      const missing = /undefined variable: ([\w.]+)/.exec(firstLine(cause))?.[1];
      if (missing === undefined) throw templateError([{ path: where, message: firstLine(cause) }], cause);
      throw new TrellisError(
        'email.missing_value',
        `${missing} is empty for this lead and the template has no fall-back: write {{ ${missing} | default: "..." }}.`,
        { faults: [{ path: where, message: `${missing} is empty` }], cause },
      );
    }
  };
}

function unknownNames(liquid: Liquid, parsed: Template[]): string[] {
  const names = liquid.globalVariableSegmentsSync(parsed).map((segments) => segments.map(String));
  return names
    .filter((name) => !ownNames.has(name[0] as string) && !ownNames.has(name.join('.')))
    .filter((name) => !templateVariables.has(name.join('.')))
    .map((name) => name.join('.'));
}

function templateError(faults: Fault[], cause?: unknown): TrellisError {
  return new TrellisError(
    'email.template',
    'The email template cannot be used: mend it and add the item again.',
    {
      faults,
      cause,
    },
  );
}

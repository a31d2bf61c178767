import type { ContentRef, Program } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

export type ContentKnown = (ref: ContentRef) => 'approved' | 'unapproved' | 'unknown';

/** Emails whose content the library does not hold in just this version and hash, or has not approved. */
export function checkContent(program: Program, contentKnown: ContentKnown): Finding[] {
  return Object.entries(program.tracks).flatMap(([id, { steps }]) =>
    steps.flatMap((step, place) => {
      if (step.kind !== 'email') return [];
      const path = `tracks/${id}/steps/${place}/content`;
      const name = `"${step.content.item}" version ${step.content.version}`;
      const known = contentKnown(step.content);
      if (known === 'approved') return [];
      return [
        known === 'unapproved'
          ? finding(
              'content.unapproved',
              path,
              `${name} is not approved; have it approved, or pin an approved version`,
            )
          : finding(
              'content.unknown',
              path,
              `the library has no ${name} with this hash; pin an item that it has`,
            ),
      ];
    }),
  );
}

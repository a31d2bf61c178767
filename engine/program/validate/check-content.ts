import type { ContentRef, Program } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

/** What stands in the way of sending a version of an item; `draft`: the change that pins it carries it to its approver. */
export type ContentState = 'approved' | 'draft' | keyof typeof faults;
export type ContentKnown = (ref: ContentRef, track: string) => ContentState;

const faults = {
  unapproved: [
    'content.unapproved',
    (name: string) => `${name} is not approved; have it approved, or pin an approved version`,
  ],
  unknown: [
    'content.unknown',
    (name: string) => `the library has no ${name} with this hash; pin an item that it has`,
  ],
  retired: ['content.retired', (name: string) => `${name} is retired; pin another item, or restore it`],
  expired: [
    'content.expired',
    (name: string) => `${name} is not valid any more; pin another item, or add it with a later validTo`,
  ],
  not_yet: [
    'content.not_yet',
    (name: string) => `${name} is not valid yet; pin another item, or wait for its validFrom`,
  ],
  not_sendable: [
    'content.not_sendable',
    (name: string) => `${name} is a brand guide, which is never sent; pin another item`,
  ],
} as const;

/** Emails whose content the library does not hold in just this version and hash, or has not approved. */
export function checkContent(program: Program, contentKnown: ContentKnown): Finding[] {
  return Object.entries(program.tracks).flatMap(([id, { steps }]) =>
    steps.flatMap((step, place) => {
      if (step.kind !== 'email') return [];
      const path = `tracks/${id}/steps/${place}/content`;
      const name = `"${step.content.item}" version ${step.content.version}`;
      const known = contentKnown(step.content, id);
      if (known === 'approved' || known === 'draft') return [];
      const [code, words] = faults[known];
      return [finding(code, path, words(name))];
    }),
  );
}

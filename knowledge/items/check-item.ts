import type { z } from 'zod';
import { templateFaults } from '../template/check.ts';

/** What the rules of an item are about; its schema is in item.ts. */
interface Checked {
  kind: string;
  stages: readonly string[];
  subject?: string | undefined;
  preheader?: string | undefined;
  validFrom?: string | undefined;
  validTo?: string | undefined;
  pages?: readonly number[] | undefined;
  brand?: unknown;
  draft?: unknown;
  body: string;
}

/** What one field of an item asks of another. */
export function checkItem(item: Checked, context: z.core.$RefinementCtx): void {
  const fault = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message, input: undefined });
  if (item.kind === 'email' && item.subject === undefined) fault('subject', 'an email needs a subject');
  if (item.kind !== 'email' && (item.subject !== undefined || item.preheader !== undefined)) {
    fault(
      item.subject === undefined ? 'preheader' : 'subject',
      'only an email has a subject and a preheader; the other kinds are announced by title and summary',
    );
  }
  if (item.kind !== 'brand-guide' && item.brand !== undefined) {
    fault('brand', 'only an item of kind brand-guide has rules for drafts');
  }
  if (item.kind !== 'email' && item.draft !== undefined) fault('draft', 'only an email is drafted');
  for (const { field, line, message } of templateFaults(item)) {
    context.addIssue({ code: 'custom', path: [field], message, params: { line }, input: undefined });
  }
  if (item.kind !== 'brand-guide' && item.stages.length === 0) {
    fault('stages', 'name at least one stage: awareness, consideration, decision, implementation, advocacy');
  }
  if (item.validFrom !== undefined && item.validTo !== undefined && item.validFrom > item.validTo) {
    fault('validTo', `ends before it begins: validFrom is ${item.validFrom}`);
  }
  if (item.pages !== undefined && !isRising(item.pages, [...item.body].length)) {
    fault('pages', 'page starts rise from 0 and lie within the body');
  }
}

/** The line within its field at which an issue is, where it says one. */
export function lineWithin(issue: z.core.$ZodIssue): number | undefined {
  const line: unknown = issue.code === 'custom' ? issue.params?.line : undefined;
  return typeof line === 'number' ? line : undefined;
}

function isRising(pages: readonly number[], length: number): boolean {
  return (
    pages[0] === 0 &&
    pages.every((start, n) => start <= length && (n === 0 || start >= (pages[n - 1] as number)))
  );
}

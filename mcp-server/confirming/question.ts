import { inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ShownPlan } from '../port/trellis-port.ts';

/** The person's answer. */
export const answerSchema = z.object({ file: z.boolean() });
const mostLines = 30;

/** Asks the person whether to file what the plan shows. */
export function fileQuestion(plan: ShownPlan) {
  return inputRequired.elicit({
    message: questionText(plan),
    requestedSchema: {
      type: 'object',
      properties: { file: { type: 'boolean', title: 'File this change for approval' } },
      required: ['file'],
    },
  });
}

/** Offers the page where a person approves or rejects it, in a browser of their own. */
export function openQuestion({ id, title, url }: { id: string; title: string; url: string }) {
  return inputRequired.elicitUrl({
    message: `“${title}” is filed as change ${id} and not active. Open its page to look at it, and to approve or reject it there.`,
    url,
  });
}

function questionText({ title, diff, risk, sections }: ShownPlan): string {
  return [
    `File “${title}” for approval?`,
    '',
    ...cut(diff.map((line) => `- ${line}`)),
    ...sections.flatMap(({ heading, lines }) => ['', heading, ...cut(lines.map((line) => `- ${line}`))]),
    '',
    `Risk: ${risk}. Filing it makes nothing active: a person approves or rejects it on its page.`,
  ].join('\n');
}

function cut(lines: readonly string[]): string[] {
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `- … and ${more} more`] : [...lines];
}

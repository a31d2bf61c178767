import { TrellisError } from '../../db/errors.ts';
import type { ContentItem } from '../items/item.ts';
import { compileEmail, emailSource } from './compile.ts';
import { type RenderedEmail, renderEmail } from './render.ts';
import { type Trace, traceTemplate } from './trace.ts';
import type { TemplateVariables } from './variables.ts';

type Field = 'subject' | 'preheader' | 'body';

/** An item as a lead would get it, and why it looks as it does. */
export interface ItemPreview extends RenderedEmail {
  blocks: (Trace['blocks'][number] & { field: Field })[];
  fallbacks: (Trace['fallbacks'][number] & { field: Field })[];
}

/** Sent to nobody: its links lead to their pages without being followed. Throws what compiling and rendering throw. */
export async function previewItem(item: ContentItem, variables: TemplateVariables): Promise<ItemPreview> {
  if (item.kind === 'brand-guide') {
    throw new TrellisError(
      'content.never_sent',
      'A brand guide is never sent: preview what is written by it.',
    );
  }
  const email = await compileEmail(item);
  const rendered = renderEmail(email, variables, {
    click: (index) => email.urls[index] ?? '#',
    unsubscribe: '#',
  });
  const source = emailSource(item);
  const traces = (['subject', 'preheader', 'body'] as const).map((field) => ({
    field,
    ...traceTemplate(source[field] ?? '', variables),
  }));
  return {
    ...rendered,
    blocks: traces.flatMap(({ field, blocks }) => blocks.map((block) => ({ field, ...block }))),
    fallbacks: traces.flatMap(({ field, fallbacks }) => fallbacks.map((one) => ({ field, ...one }))),
  };
}

/** The same in words, one line each. */
export function previewWords({ blocks, fallbacks }: Pick<ItemPreview, 'blocks' | 'fallbacks'>): string[] {
  const at = ({ field, line }: { field: Field; line: number }) =>
    field === 'body' ? `line ${line}` : `the ${field}`;
  return [
    ...blocks.map(
      (block) =>
        `${block.chosen === 'else' ? `Block: else of ${block.choice}` : `Block: ${block.chosen}`}, ${at(block)}`,
    ),
    ...fallbacks.map(
      (one) => `Fall-back: ${one.variable} is empty, "${one.instead}" stands for it, ${at(one)}`,
    ),
  ];
}

import { limits } from '../limits.ts';
import { lintBlocks } from './blocks.ts';
import {
  asList,
  asShape,
  asText,
  type Check,
  most,
  mrkdwn,
  optional,
  type Shape,
  textObject,
  unique,
} from './check.ts';
import { tableText } from './figures.ts';

export interface LintOptions {
  /** Where links may lead; absent: anywhere. */
  ownUrl?: string | undefined;
}

/** What Slack would refuse about a message, and links or mentions that are not ours, one line each; empty when it is good. */
export function lintMessage(
  message: { text?: string | undefined; blocks?: readonly unknown[] | undefined },
  options: LintOptions = {},
): string[] {
  const { check, faults } = checking(options);
  const blocks = message.blocks ?? [];
  const words = message.text ?? '';
  lintBlocks(check, blocks, 'message');
  most(check, 'text', words.length, limits.text);
  most(check, 'blocks', blocks.length, limits.blocks);
  most(check, 'the whole message', textsOf(blocks).join('').length, limits.message);
  const all = blocks.map(asShape);
  const ofType = (...types: string[]) => all.filter(({ type }) => types.includes(asText(type)));
  most(check, 'tables', ofType('table', 'data_table').length, limits.tables);
  most(check, 'charts', ofType('data_visualization').length, limits.charts);
  const markdown = ofType('markdown').map((block) => asText(block.text));
  most(check, 'all markdown', markdown.join('').length, limits.markdown);
  if (words === '') check.report('text is empty: notifications would show nothing');
  else mrkdwn({ ...check, report: (fault) => check.report(`text: ${fault}`) }, words);
  return faults;
}

/** The same of a modal or a home tab. */
export function lintView(view: object, options: LintOptions = {}): string[] {
  const { check, faults } = checking(options);
  const shape = view as Shape;
  const blocks = asList(shape.blocks);
  lintBlocks(check, blocks, 'view');
  most(check, 'blocks', blocks.length, limits.viewBlocks);
  optional(check, 'callback_id', shape.callback_id, limits.callbackId);
  most(check, 'private_metadata', asText(shape.private_metadata).length, limits.privateMetadata);
  // What was typed comes back by action_id within block_id.
  unique(check, 'elements have the same block_id and action_id', inputsOf(blocks));
  if (shape.type === 'modal') lintModal(check, shape, blocks);
  else if (shape.type !== 'home') check.report(`a view of type ${asText(shape.type) || 'none'}`);
  return faults;
}

function lintModal(check: Check, view: Shape, blocks: readonly unknown[]): void {
  textObject(check, 'title', view.title, limits.viewTitle);
  if (view.submit !== undefined) textObject(check, 'submit', view.submit, limits.viewTitle);
  else if (blocks.some((block) => asShape(block).type === 'input')) check.report('inputs without a submit');
  if (view.close !== undefined) textObject(check, 'close', view.close, limits.viewTitle);
}

function inputsOf(blocks: readonly unknown[]): (string | undefined)[] {
  return blocks.map(asShape).map(({ type, block_id: block, element }) => {
    const { action_id: action } = asShape(element);
    return type === 'input' && block !== undefined ? `${String(block)} ${String(action)}` : undefined;
  });
}

function checking(options: LintOptions): { check: Check; faults: string[] } {
  const faults: string[] = [];
  return { check: { ...options, report: (fault) => void faults.push(fault) }, faults };
}

/** Every mrkdwn, Markdown or plain text in the blocks. */
function textsOf(blocks: readonly unknown[]): string[] {
  return blocks.map(asShape).flatMap((block) => {
    const { type, text: words, fields, elements, title } = block;
    if (type === 'markdown') return [asText(words)];
    if (type === 'table' || type === 'data_table') return [tableText(block)];
    if (type === 'data_visualization') return [asText(title)];
    return [words, ...asList(fields), ...(type === 'context' ? asList(elements) : [])].map((one) =>
      asText(asShape(one).text),
    );
  });
}

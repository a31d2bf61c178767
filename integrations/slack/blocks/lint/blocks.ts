import { limits } from '../limits.ts';
import {
  asList,
  asShape,
  asText,
  type Check,
  link,
  most,
  optional,
  type Shape,
  text,
  textObject,
  unique,
} from './check.ts';
import { lintElement, source } from './elements.ts';
import { lintChart, lintTable } from './figures.ts';

type Lint = (check: Check, block: Shape) => void;

const menus = [
  'static_select',
  'multi_static_select',
  'users_select',
  'multi_users_select',
  'conversations_select',
  'multi_conversations_select',
  'channels_select',
];
const pickers = ['datepicker', 'timepicker', 'datetimepicker', 'checkboxes', 'radio_buttons'];
const inputs = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'];

/** Blocks of every surface. */
const everywhere: Readonly<Record<string, Lint>> = {
  header: (check, block) => textObject(check, 'header', block.text, limits.header),
  divider: () => {},
  section: (check, block) => {
    if (block.text === undefined && block.fields === undefined) check.report('section is empty');
    if (block.text !== undefined) textObject(check, 'section', block.text, limits.section, false);
    if (block.fields !== undefined && asList(block.fields).length === 0) check.report('fields are empty');
    most(check, 'fields', asList(block.fields).length, limits.fields);
    for (const field of asList(block.fields)) textObject(check, 'a field', field, limits.field, false);
    if (block.accessory !== undefined)
      lintElement(check, block.accessory, ['button', 'image', 'overflow', ...menus, ...pickers]);
  },
  context: (check, block) => {
    const elements = some(check, block, limits.contextElements);
    for (const element of elements) {
      if (element.type === 'image') lintElement(check, element, ['image']);
      else textObject(check, 'context', element, limits.section, false);
    }
  },
  actions: (check, block) => {
    const elements = some(check, block, limits.actionsElements);
    for (const element of elements) lintElement(check, element, ['button', 'overflow', ...menus, ...pickers]);
    unique(
      check,
      'elements have the same action_id',
      elements.map(({ action_id: id }) => id),
    );
  },
  image: (check, block) => {
    text(check, 'alt_text', block.alt_text, limits.altText);
    if (block.title !== undefined) textObject(check, 'title', block.title, limits.altText);
    source(check, block);
  },
  input: (check, block) => {
    textObject(check, 'label', block.label, limits.label);
    if (block.hint !== undefined) textObject(check, 'hint', block.hint, limits.label);
    lintElement(check, block.element, [...menus, ...pickers, ...inputs]);
  },
  rich_text: (check, block) => {
    if (asList(block.elements).length === 0) check.report('rich_text is empty');
  },
};

/** Blocks that stand in messages only. */
const inMessages: Readonly<Record<string, Lint>> = {
  markdown: (check, block) => {
    text(check, 'markdown', block.text, limits.markdown);
    // Slack makes a link of it whoever wrote it.
    for (const [, url] of asText(block.text).matchAll(/\]\(([^)\s]+)\)|<https?:[^>]*>/g))
      link(check, url ?? 'an address in <>');
    if (/<!(channel|here|everyone)/.test(asText(block.text))) check.report('it calls a whole channel');
  },
  table: lintTable,
  data_table: lintTable,
  data_visualization: lintChart,
  context_actions: (check, block) => {
    for (const element of some(check, block, limits.contextActionsElements))
      lintElement(check, element, ['feedback_buttons', 'icon_button']);
  },
  plan: (check, block) => text(check, 'title', block.title, limits.section),
  task_card: (check, block) => text(check, 'title', block.title, limits.section),
};

/** Looks at the blocks of a message or a view. */
export function lintBlocks(check: Check, blocks: readonly unknown[], surface: 'message' | 'view'): void {
  for (const [index, value] of blocks.entries()) {
    const block = asShape(value);
    const type = asText(block.type);
    const at: Check = { ...check, report: (fault) => check.report(`blocks/${index}: ${fault}`) };
    const lint = everywhere[type] ?? (surface === 'message' ? inMessages[type] : undefined);
    if (lint) lint(at, block);
    else at.report(`a block of type ${type || 'none'} in a ${surface}`);
    optional(at, 'block_id', block.block_id, limits.blockId);
  }
  unique(
    check,
    'blocks have the same block_id',
    blocks.map((block) => asShape(block).block_id),
  );
}

function some(check: Check, block: Shape, max: number): Shape[] {
  const elements = asList(block.elements).map(asShape);
  if (elements.length === 0) check.report(`${asText(block.type)} is empty`);
  most(check, 'elements', elements.length, max);
  return elements;
}

import type { types } from '@slack/bolt';
import { plain } from './build.ts';
import { limits } from './limits.ts';

/** A modal that is filled in and sent. `metadata` comes back with what was filled in. */
export function form(
  callback: string,
  { title, submit, metadata }: { title: string; submit: string; metadata: string },
  blocks: types.KnownBlock[],
): types.ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: metadata,
    title: plain(title, limits.viewTitle),
    submit: plain(submit, limits.viewTitle),
    close: plain('Back', limits.viewTitle),
    blocks,
  };
}

/** Something to fill in; by `id` its value is found again. */
export function input(
  id: string,
  label: string,
  element: types.InputBlock['element'],
  { optional, hint }: { optional?: true; hint?: string } = {},
): types.KnownBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, limits.label),
    ...(optional && { optional }),
    ...(hint !== undefined && { hint: plain(hint, limits.label) }),
    element: { ...element, action_id: id },
  };
}

/** A choice of one; the first is chosen unless none is. */
export function choice(
  id: string,
  label: string,
  choices: readonly (readonly [value: string, words: string])[],
  placeholder?: string,
): types.KnownBlock {
  const options = choices.map(([value, words]) => ({ text: plain(words, limits.option), value }));
  const [first] = options;
  return input(id, label, {
    type: 'static_select',
    options,
    ...(placeholder === undefined
      ? first && { initial_option: first }
      : { placeholder: plain(placeholder, limits.label) }),
  });
}

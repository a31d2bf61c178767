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

type Lint = (check: Check, element: Shape) => void;

/** What every block may hold, by the element's type; a type that is not here is refused. */
const elements: Readonly<Record<string, Lint>> = {
  button: (check, element) => {
    textObject(check, 'button', element.text, limits.button);
    optional(check, 'value', element.value, limits.value);
    optional(check, 'accessibility_label', element.accessibility_label, limits.button);
    optional(check, 'url', element.url, limits.url);
    if (typeof element.url === 'string') link(check, element.url);
    if (element.style !== undefined && element.style !== 'primary' && element.style !== 'danger')
      check.report(`style ${String(element.style)}`);
  },
  image: (check, element) => {
    text(check, 'alt_text', element.alt_text, limits.altText);
    source(check, element);
  },
  overflow: (check, element) => options(check, element.options, limits.overflow),
  checkboxes: (check, element) => options(check, element.options, limits.boxes, false),
  radio_buttons: (check, element) => options(check, element.options, limits.boxes, false),
  static_select: select,
  multi_static_select: select,
  users_select: () => {},
  multi_users_select: () => {},
  conversations_select: () => {},
  multi_conversations_select: () => {},
  channels_select: () => {},
  datepicker: () => {},
  timepicker: () => {},
  datetimepicker: () => {},
  plain_text_input: (check, element) => {
    most(check, 'max_length', Number(element.max_length ?? 0), limits.input);
    most(
      check,
      'initial_value',
      asText(element.initial_value).length,
      Number(element.max_length ?? limits.input),
    );
  },
  number_input: (check, element) => {
    if (typeof element.is_decimal_allowed !== 'boolean') check.report('is_decimal_allowed is missing');
  },
  email_text_input: () => {},
  url_text_input: () => {},
  feedback_buttons: (check, element) => {
    for (const name of ['positive_button', 'negative_button']) {
      const button = asShape(element[name]);
      textObject(check, name, button.text, limits.button);
      text(check, `the value of ${name}`, button.value, limits.value);
      optional(check, 'accessibility_label', button.accessibility_label, limits.button);
    }
  },
  icon_button: (check, element) => {
    text(check, 'icon', element.icon, limits.button);
    textObject(check, 'icon_button', element.text, limits.button);
    optional(check, 'value', element.value, limits.value);
  },
};

/** Looks at one element; `allowed` are the types that its block takes. */
export function lintElement(check: Check, value: unknown, allowed: readonly string[]): void {
  const element = asShape(value);
  const type = asText(element.type);
  const lint = elements[type];
  if (lint && allowed.includes(type)) lint(check, element);
  else check.report(`an element of type ${type || 'none'}`);
  optional(check, 'action_id', element.action_id, limits.actionId);
  if (element.placeholder !== undefined)
    textObject(check, 'placeholder', element.placeholder, limits.placeholder);
  if (element.confirm !== undefined) confirm(check, asShape(element.confirm));
}

function select(check: Check, element: Shape): void {
  const groups = asList(element.option_groups);
  if ((element.options === undefined) === (element.option_groups === undefined))
    check.report('a menu has either options or groups of them');
  if (element.options !== undefined) options(check, element.options, limits.options);
  most(check, 'option_groups', groups.length, limits.options);
  for (const group of groups.map(asShape)) {
    textObject(check, 'the label of a group', group.label, limits.option);
    options(check, group.options, limits.options);
  }
  const known = new Set(
    [...asList(element.options), ...groups.flatMap((group) => asList(asShape(group).options))].map((one) =>
      JSON.stringify(one),
    ),
  );
  const chosen = [
    ...asList(element.initial_options),
    ...(element.initial_option === undefined ? [] : [element.initial_option]),
  ];
  // Compared as a whole: Slack takes it for another when a word differs.
  if (chosen.some((one) => !known.has(JSON.stringify(one))))
    check.report('what is chosen is not among the options');
}

function options(check: Check, value: unknown, max: number, plain = true): void {
  const all = asList(value).map(asShape);
  if (all.length === 0) check.report('options are missing');
  most(check, 'options', all.length, max);
  for (const option of all) {
    textObject(check, 'an option', option.text, limits.option, plain);
    optional(check, 'the value of an option', option.value, limits.option);
    if (option.description !== undefined)
      textObject(check, 'the description of an option', option.description, limits.option, plain);
    if (typeof option.url === 'string') link(check, option.url);
  }
  unique(
    check,
    'options have the same value',
    all.map(({ value: given }) => given),
  );
}

function confirm(check: Check, { title, text: words, confirm: yes, deny }: Shape): void {
  if (title !== undefined) textObject(check, 'the title of a question', title, limits.confirmTitle);
  textObject(check, 'a question', words, limits.confirmText, false);
  if (yes !== undefined) textObject(check, 'confirm', yes, limits.confirmButton);
  if (deny !== undefined) textObject(check, 'deny', deny, limits.confirmButton);
}

/** An image by its address, or one that was uploaded. */
export function source(check: Check, { image_url: url, slack_file: file }: Shape): void {
  if ((url === undefined) === (file === undefined)) check.report('an image has either an address or a file');
  optional(check, 'image_url', url, limits.url);
  if (typeof url === 'string') link(check, url);
}

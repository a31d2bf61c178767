import { z } from 'zod';
import { type Policies, policiesSchema } from '../../../../engine/program/schema.ts';
import type { Intent } from '../../requests.ts';
import { nothing } from '../edit/frame.ts';

const put =
  /^\W*(?:please |set |put |change |update )*policies[/.](?<name>[a-z]+)\s*(?:->|→|=>|:=|=|:|\bto\b)\s*(?<value>.+?)\s*$/is;
const out = /^\W*(?:please )?(?:remove|delete|drop|unset) policies[/.](?<name>[a-z]+)\W*$/i;
const names = Object.keys(policiesSchema.shape) as (keyof Policies)[];

/** `policies/accountCap -> { count: 20, days: 30 }`, as developers write it. */
export const writtenPolicy: Intent = ({ raw }, { vocabulary }) => {
  const said = (put.exec(raw) ?? out.exec(raw))?.groups;
  const name = names.find((one) => one.toLowerCase() === said?.name?.toLowerCase());
  if (said === undefined || name === undefined) return undefined;
  const { value: text } = said;
  const path = `policies/${name}`;
  if (text === undefined) {
    if (vocabulary.program.policies[name] === undefined) return { say: `There is no ${path}. ${nothing}` };
    return {
      calls: [
        { name: 'propose_change', input: { title: `Remove ${path}`, edits: [{ op: 'remove', path }] } },
      ],
      unread: [],
    };
  }
  const read = policiesSchema.shape[name].safeParse(jsonOf(text));
  if (!read.success) return { say: `${path} is not right: ${z.prettifyError(read.error)} ${nothing}` };
  return {
    calls: [
      {
        name: 'propose_change',
        input: { title: `Set ${path}`, edits: [{ op: 'put', path, value: read.data }] },
      },
    ],
    unread: [],
  };
};

/** JSON, also with bare keys and bare words. */
function jsonOf(text: string): unknown {
  const strict = text
    .replace(/[“”']/g, '"')
    .replace(/(?<=[{,]\s*)([a-z][\w-]*)(?=\s*:)/gi, '"$1"')
    .replace(/(?<=[:[,]\s*)([a-z][\w.-]*)(?=\s*[,}\]])/gi, (word) =>
      /^(?:true|false|null)$/.test(word) ? word : `"${word}"`,
    );
  try {
    return JSON.parse(strict);
  } catch {
    return text.replace(/^"|"$/g, '');
  }
}

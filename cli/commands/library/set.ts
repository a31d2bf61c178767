import type { Command } from 'commander';
import type { Added } from '../../../knowledge/types.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';
import { parseName } from './item-named.ts';

const lists = new Set(['stages', 'topics', 'industries', 'roles', 'companySizes', 'regions']);

export function addSet(library: Command, session: Session): void {
  library
    .command('set')
    .description(
      'correct fields of an item, or confirm suggested ones: its next version, to be approved again',
    )
    .argument('<item>')
    .argument(
      '<fields...>',
      'owner="Content team", topics=audit,cost, cta.label=Read cta.url=https://…, validTo= (takes it away); kind alone confirms it as it is',
    )
    .option('--json', 'print {id, version, outcome}')
    .action(async (named: string, given: string[], { json }: { json?: boolean }) => {
      const { id, version } = parseName(named);
      const body = { ...readFields(given), ...(version !== undefined && { version }) };
      const added = await session.withClient((client) =>
        client.post<Added>(`/api/library/items/${id}/set`, body),
      );
      if (json) return printJson(added);
      if (added.outcome === 'unchanged')
        return print(`${id} says this already; it is version ${added.version}.`);
      print(`${id} is version ${added.version} now, a draft: \`trellis library approve ${id}\`.`);
    });
}

/** `key=value`, `key.part=value`, `key=` and `key`; what they may be is for the server to say. */
export function readFields(given: readonly string[]): { fields: Record<string, unknown>; confirm: string[] } {
  const fields: Record<string, unknown> = {};
  const confirm: string[] = [];
  for (const one of given) {
    const at = one.indexOf('=');
    if (at < 0) {
      confirm.push(one);
      continue;
    }
    const [name = '', part] = one.slice(0, at).split('.', 2);
    const value = readValue(name, one.slice(at + 1));
    if (part === undefined) fields[name] = value;
    else fields[name] = { ...(fields[name] as object | undefined), [part]: value };
  }
  return { fields, confirm };
}

function readValue(name: string, text: string): unknown {
  if (lists.has(name))
    return text
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean);
  if (name === 'regulated')
    return text === 'true' || text === 'yes' ? true : text === 'false' || text === 'no' ? false : text;
  return text === '' ? null : text;
}

import { TrellisError } from '../../../db/errors.ts';
import type { StoredItem } from '../../../knowledge/types.ts';
import type { Client } from '../../client.ts';
import { print, printTable, when } from '../../output.ts';

export type ListedVersion = Omit<StoredItem, 'body'>;
export interface ShownItem {
  item: StoredItem;
  /** Newest first. */
  versions: readonly ListedVersion[];
}

/** `ITEM` or `ITEM@VERSION`. Throws `content.unknown`. */
export function parseName(named: string): { id: string; version?: number } {
  const [, id, version] = /^([a-z][a-z0-9-]{0,62})(?:@([1-9]\d{0,6}))?$/.exec(named) ?? [];
  if (id === undefined) {
    throw new TrellisError(
      'content.unknown',
      `"${named}" is no item: name it like audit-guide or audit-guide@2.`,
    );
  }
  return { id, ...(version !== undefined && { version: Number(version) }) };
}

export function fetchItem(client: Pick<Client, 'get'>, named: string): Promise<ShownItem> {
  const { id, version } = parseName(named);
  return client.get<ShownItem>(
    `/api/library/items/${id}${version === undefined ? '' : `?version=${version}`}`,
  );
}

/** Everything about it but its body. */
export function showItem({ item, versions }: ShownItem): void {
  const newest = versions[0]?.version;
  const suggested = new Set<string>(item.suggested);
  print(`${item.title}${suggested.has('title') ? '  (suggested)' : ''}\n`);
  const row = (label: string, field: string, value: string | undefined) => {
    if (value === undefined || value === '') return;
    print(`${`${label}:`.padEnd(16)} ${value}${suggested.has(field) ? '  (suggested)' : ''}`);
  };
  row(
    'item',
    '',
    `${item.id} version ${item.version}${item.version === newest ? '' : ` (version ${newest} is the newest)`}`,
  );
  row('state', '', stateWords(item));
  row('kind', 'kind', item.kind);
  row('stages', 'stages', item.stages.join(', '));
  row('topics', 'topics', item.topics.join(', '));
  row('industries', 'industries', item.industries.join(', '));
  row('roles', 'roles', item.roles.join(', '));
  row('company sizes', 'companySizes', item.companySizes.join(', '));
  row('regions', 'regions', item.regions.join(', '));
  row('language', 'language', item.language);
  row('subject', 'subject', item.subject);
  row('summary', 'summary', item.summary);
  row(
    'call to action',
    'cta',
    item.cta
      ? `${item.cta.label}: ${item.cta.url}`
      : item.kind === 'brand-guide'
        ? undefined
        : 'none: give it one before it is approved',
  );
  row('owner', '', item.owner);
  row('valid', '', validWords(item));
  row('compliance', '', item.complianceNotes);
  row(
    'regulated',
    '',
    item.regulated ? 'yes: a principal approves every change that begins to send it' : undefined,
  );
  row('source', '', item.source);
}

export function showVersions(versions: readonly ListedVersion[]): void {
  printTable(
    ['version', 'added', 'state', 'title'],
    versions.map((one) => [one.version, when(one.createdAt), stateWords(one), one.title]),
  );
}

function stateWords(item: ListedVersion): string {
  const approval = item.approved
    ? `approved by ${item.approvedBy}, ${when(item.approvedAt)}`
    : 'a draft: nobody has approved it';
  return item.retired ? `retired; ${approval}` : approval;
}

function validWords({ validFrom, validTo }: ListedVersion): string | undefined {
  const from = validFrom && `from ${validFrom}`;
  const to = validTo && `until ${validTo}`;
  return [from, to].filter(Boolean).join(' ') || undefined;
}

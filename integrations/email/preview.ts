import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { Fields, LeadId } from '../../engine/core/types.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import type { Library, StoredItem } from '../../knowledge/library.ts';
import { type ItemPreview, previewItem } from '../../knowledge/template/preview.ts';
import { type RenderedEmail, renderEmail } from '../../knowledge/template/render.ts';
import { type MailSender, type TemplateVariables, variablesOf } from '../../knowledge/template/variables.ts';
import { createAccountReader } from './account-fields.ts';
import { createPinnedContent } from './pinned-content.ts';

/**
 * The email as the lead would get it now, sent to nobody and counted nowhere: its links lead to their pages without
 * being followed. Undefined when there is no such lead; throws what rendering throws.
 */
export type Preview = (leadId: LeadId, content: ContentRef) => Promise<RenderedEmail | undefined>;

/** Any version of an item, approved or not, for a lead or for one who is made up. Throws `content.unknown` besides. */
export type PreviewItem = (asked: {
  item: string;
  version?: number | undefined;
  reader: LeadId | { lead: Fields; account: Fields };
}) => Promise<{ item: StoredItem; preview: ItemPreview }>;

interface Options {
  db: Database;
  library: Pick<Library, 'get'>;
  from: () => MailSender | Promise<MailSender>;
}

export function createPreview({ db, library, from }: Options): Preview {
  const pinned = createPinnedContent(library);
  const variables = createVariablesReader(db, from);
  return async (leadId, ref) => {
    const known = await variables(leadId);
    if (!known) return undefined;
    const content = await pinned(ref);
    return renderEmail(content.email, known, {
      click: (index) => content.email.urls[index] ?? '#',
      unsubscribe: '#',
    });
  };
}

export function createItemPreview({ db, library, from }: Options): PreviewItem {
  const variables = createVariablesReader(db, from);
  return async ({ item: id, version, reader }) => {
    const item = await library.get(id, version);
    if (item === undefined) {
      const what = version === undefined ? `"${id}"` : `version ${version} of "${id}"`;
      throw new TrellisError('content.unknown', `The library has no ${what}: list it for the item you mean.`);
    }
    const known =
      typeof reader === 'string'
        ? await variables(reader)
        : variablesOf(reader.lead, reader.account, await from());
    if (!known) throw new TrellisError('lead.unknown', 'There is no such lead; perhaps it was erased.');
    return { item, preview: await previewItem(item, known) };
  };
}

/** What templates may name, for a lead as it is now; undefined without such a lead. */
function createVariablesReader(db: Database, from: Options['from']) {
  const accountOf = createAccountReader(db);
  return async (leadId: LeadId): Promise<TemplateVariables | undefined> => {
    const [lead] = await db.query<{ fields: Fields }>(
      'select fields from leads where lane = $1 and id = $2::uuid',
      [laneOfLead(leadId), leadId],
    );
    return lead && variablesOf(lead.fields, await accountOf(leadId), await from());
  };
}

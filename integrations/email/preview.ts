import type { Database } from '../../db/connection.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { Fields, LeadId } from '../../engine/core/types.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import type { Library } from '../../knowledge/library.ts';
import { type RenderedEmail, renderEmail } from '../../knowledge/template/render.ts';
import { type MailSender, variablesOf } from '../../knowledge/template/variables.ts';
import { createAccountReader } from './account-fields.ts';
import { createPinnedContent } from './pinned-content.ts';

/**
 * The email as the lead would get it now, sent to nobody and counted nowhere: its links lead to their pages without
 * being followed. Undefined when there is no such lead; throws what rendering throws.
 */
export type Preview = (leadId: LeadId, content: ContentRef) => Promise<RenderedEmail | undefined>;

export function createPreview(options: {
  db: Database;
  library: Pick<Library, 'get'>;
  from: () => MailSender | Promise<MailSender>;
}): Preview {
  const { db, library, from } = options;
  const pinned = createPinnedContent(library);
  const accountOf = createAccountReader(db);
  return async (leadId, ref) => {
    const [lead] = await db.query<{ fields: Fields }>(
      'select fields from leads where lane = $1 and id = $2::uuid',
      [laneOfLead(leadId), leadId],
    );
    if (!lead) return undefined;
    const [content, account, sender] = await Promise.all([pinned(ref), accountOf(leadId), from()]);
    return renderEmail(content.email, variablesOf(lead.fields, account, sender), {
      click: (index) => content.email.urls[index] ?? '#',
      unsubscribe: '#',
    });
  };
}

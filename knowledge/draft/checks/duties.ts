import type { ContentItem } from '../../items/item.ts';
import type { Brand, Finding } from '../types.ts';

/** What must stand in a draft or go with it: the guide's footer, notes and disclaimer of its sources, one button. */
export function dutyFindings(
  item: Pick<ContentItem, 'body' | 'complianceNotes' | 'regulated'>,
  sources: readonly Pick<ContentItem, 'id' | 'complianceNotes' | 'regulated'>[],
  { rules }: Pick<Brand, 'rules'>,
): Finding[] {
  const found: Finding[] = [];
  const fault = (code: string, message: string, field: Finding['field'] = 'body') =>
    found.push({ code, level: 'fault', message, field });
  const has = (text: string) => spaced(item.body).includes(spaced(text));
  if (rules.requiredFooter !== undefined && !has(rules.requiredFooter)) {
    fault('draft.footer', 'the footer that the brand guide requires is missing');
  }
  for (const { id, complianceNotes } of sources) {
    if (complianceNotes !== undefined && !item.complianceNotes?.includes(complianceNotes)) {
      fault('draft.compliance_notes', `the compliance notes of "${id}" must go with it`, 'complianceNotes');
    }
  }
  if (sources.some(({ regulated }) => regulated)) {
    if (!item.regulated)
      fault('draft.regulated', 'it is made from regulated content, so it is regulated', 'regulated');
    if (rules.disclaimer === undefined) {
      fault('draft.disclaimer', 'regulated content needs a disclaimer, and no brand guide in force has one');
    } else if (!has(rules.disclaimer)) {
      fault('draft.disclaimer', 'the disclaimer of the brand guide is missing');
    }
  }
  const buttons = item.body.match(/^\[cta\][ \t]*$/gm)?.length ?? 0;
  if (buttons !== 1) fault('draft.call_to_action', `it has ${buttons} calls to action instead of one`);
  return found;
}

const spaced = (text: string) => text.replace(/\s+/g, ' ').trim();

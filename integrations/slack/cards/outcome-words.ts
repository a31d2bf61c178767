import { standingWords } from '../../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { slackDate } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { truncate } from '../blocks/limits.ts';

const longest = { name: 200, reason: 1000 } as const;
const part = (text: string, max: number) => truncate(escapeText(text), max);

/** How a change ended, in mrkdwn: by whom, when and why. */
export function outcomeWords(change: Change): string {
  const who = change.resolvedBy ? ` by ${part(change.resolvedBy.name, longest.name)}` : '';
  const when = change.resolvedAt === undefined ? '' : ` ${slackDate(change.resolvedAt)}`;
  const why = change.resolution ? `: ${part(change.resolution, longest.reason)}` : '';
  switch (change.status) {
    case 'applied':
      return `:white_check_mark: *Approved${who}*${when}. Version ${change.appliedVersion} of the program is active.`;
    case 'rejected':
      return `:x: *Rejected${who}*${when}${why}`;
    case 'expired':
      return ':hourglass: *Expired*. Plan it again to see its effect on today’s leads.';
    case 'scheduled':
      return `:calendar: ${standingWords(change)
        .map((line) => part(line, longest.reason))
        .join('\n')}`;
    case 'stale':
      return `:arrows_counterclockwise: *Stale*${why}`;
    case 'approved':
    case 'proposed':
      return `*${change.status === 'approved' ? 'Approved' : 'Proposed'} change*${who}${when}`;
  }
}

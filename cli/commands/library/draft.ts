import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

interface Draft {
  content: { item: string; version: number };
  url: string;
  written_by: 'model' | 'assembled';
  note?: string;
  subject: string;
  body: string;
  call_to_action: string;
  guide?: string;
  warnings: string[];
  passages: { item: string; version: number; title: string; heading: string }[];
}

interface Options {
  track?: string;
  step?: string;
  item?: string;
  words?: string;
  for?: string;
  stage?: string;
  shorter?: boolean;
  json?: boolean;
}

export function addDraft(library: Command, session: Session): void {
  library
    .command('draft')
    .description('write an email from cited passages; nothing sends it until somebody approves it')
    .option('--track <track>', 'id or title, with --step')
    .option('--step <step>', 'id, number or title of an email of the track')
    .option('--item <item>', 'what to announce, or an email to write again')
    .option('--words <words>', 'what it is about')
    .option('--for <segment>', 'id or title')
    .option('--stage <stage>', 'awareness, consideration, decision, implementation or advocacy')
    .option('--shorter', 'about two thirds of the email it writes again')
    .option('--json', 'print {draft}')
    .action(async ({ json, ...options }: Options) => {
      const { draft } = await session.withClient((client) =>
        client.post<{ draft: Draft }>('/api/library/drafts', wishOf(options)),
      );
      if (json) return printJson({ draft });
      const by =
        draft.written_by === 'model' ? 'written by the model' : 'put together from the item’s own words';
      print(
        `${draft.content.item} version ${draft.content.version}, ${by}; a draft until somebody approves it`,
      );
      if (draft.note) print(draft.note);
      for (const warning of draft.warnings) print(`Warning: ${warning}`);
      print(`\nSubject: ${draft.subject}\n\n${draft.body}\n\nButton: ${draft.call_to_action}\n\nFrom:`);
      for (const { item, version, title, heading } of draft.passages)
        print(`  ${item} version ${version}: ${[title, heading].filter(Boolean).join(' › ')}`);
      print(draft.url);
    });
}

function wishOf({ step, words, for: segment, ...rest }: Options) {
  return {
    ...rest,
    ...(step !== undefined && { email: step }),
    ...(words !== undefined && { about: words }),
    ...(segment !== undefined && { segment }),
  };
}

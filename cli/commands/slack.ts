import type { Command } from 'commander';
import { printJson } from '../output.ts';

/** `trellis slack manifest`: what is pasted at api.slack.com/apps. */
export function addSlack(program: Command): void {
  program
    .command('slack')
    .description('the Slack app')
    .command('manifest')
    .description('its manifest as JSON: over Socket Mode, or by HTTP with --url')
    .option('--url <address>', 'public https address of this server; Slack sends to /slack/events there')
    .action(async ({ url }: { url?: string }) => {
      const { manifestFor } = await import('../../server/slack/manifest.ts');
      printJson(manifestFor(url));
    });
}

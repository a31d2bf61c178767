import { type Command, InvalidArgumentError } from 'commander';
import type { Client } from '../client.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { isTerminal } from '../terminal.ts';

interface Set {
  id: number;
  isNew: boolean;
  words: string;
  nextAt?: string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const asPerson = (client: Client) => (isTerminal() ? client.atTerminal() : client);

/** `trellis digests list|add|stop`. */
export function addDigests(program: Command, session: Session): void {
  const digests = program.command('digests').description('what is sent to people and channels regularly');
  digests
    .command('list', { isDefault: true })
    .option('--json', 'print {digests, sent}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{
          digests: { id: number; words: string; nextAt: string; by: string }[];
          sent: { key: string; status: string; reason?: string; at: string; title: string }[];
        }>('/api/digests'),
      );
      if (json) return printJson(answer);
      if (answer.digests.length === 0)
        print('No digest is set. `trellis digests add --every week --day monday --at 09:00` sets one.');
      else
        printTable(
          ['n', 'what', 'next (UTC)', 'set by'],
          answer.digests.map(({ id, words, nextAt, by }) => [id, words, when(nextAt), by]),
          200,
        );
      if (answer.sent.length === 0) return;
      print('');
      printTable(
        ['at (UTC)', 'status', 'what', 'why'],
        answer.sent.map(({ at, status, title, reason }) => [when(at), status, title, reason ?? '']),
        200,
      );
    });
  digests
    .command('add')
    .description('have one sent, on a terminal only; hours are those of your time zone')
    .option('--every <unit>', 'week or month', unit, 'week')
    .option('--day <day>', 'a weekday, a day of the month, or last', day, 1)
    .option('--at <time>', 'as 09:00', time, 540)
    .option('--to <place>', 'email (to yourself), or #channel of Slack', 'email')
    .option('--track <track>', 'narrowed to one track, by id or title')
    .option('--json', 'print {id, isNew, words, nextAt}')
    .action(
      async ({
        json,
        at,
        ...asked
      }: {
        json?: boolean;
        at: number;
        every: string;
        day: number;
        to: string;
        track?: string;
      }) => {
        const set = await session.withClient((client) =>
          asPerson(client).post<Set>('/api/digests', { ...asked, minute: at }),
        );
        if (json) return printJson(set);
        print(
          `${set.isNew ? 'Set' : 'Set anew'}, digest ${set.id}: ${set.words}. Next: ${when(set.nextAt)} UTC.`,
        );
      },
    );
  addStop(digests, session, 'digests', 'digest');
}

/** `trellis alerts list|add|stop`. */
export function addAlerts(program: Command, session: Session): void {
  const alerts = program.command('alerts').description('what people and channels are warned of');
  alerts
    .command('list', { isDefault: true })
    .option('--json', 'print {alerts}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{
          alerts: { id: number; words: string; by: string; now: { since: string; words: string }[] }[];
        }>('/api/alerts'),
      );
      if (json) return printJson(answer);
      if (answer.alerts.length === 0) return print('No alert is set. `trellis alerts add clicks` sets one.');
      printTable(
        ['n', 'what', 'now', 'set by'],
        answer.alerts.map(({ id, words, now, by }) => [
          id,
          words,
          now.map((one) => `so since ${when(one.since)}: ${one.words}`).join('; ') || 'all well',
          by,
        ]),
        200,
      );
    });
  alerts
    .command('add')
    .description('warn of something, on a terminal only')
    .argument('<kind>', 'clicks, stuck, failed_sends or connectors')
    .option('--threshold <amount>', 'a share such as 33% (clicks, failed_sends), or a number', threshold)
    .option('--quiet <hours>', 'when nothing is said, as 20:00-07:00, or none', quiet)
    .option('--to <place>', 'email (to yourself), or #channel of Slack', 'email')
    .option('--json', 'print {id, isNew, words}')
    .action(async (kind: string, { json, ...asked }: { json?: boolean; to: string }) => {
      const set = await session.withClient((client) =>
        asPerson(client).post<Set>('/api/alerts', { kind, ...asked }),
      );
      if (json) return printJson(set);
      print(`${set.isNew ? 'Set' : 'Set anew'}, alert ${set.id}: ${set.words}.`);
    });
  addStop(alerts, session, 'alerts', 'alert');
}

function addStop(parent: Command, session: Session, path: string, what: string): void {
  parent
    .command('stop')
    .description('end one, on a terminal only')
    .argument('<number>', 'of the list')
    .option('--json', 'print {stopped, words}')
    .action(async (number: string, { json }: { json?: boolean }) => {
      const stopped = await session.withClient((client) =>
        asPerson(client).delete<{ stopped: number; words: string }>(
          `/api/${path}/${encodeURIComponent(number)}`,
        ),
      );
      if (json) return printJson(stopped);
      print(`Stopped, ${what} ${stopped.stopped}: ${stopped.words}.`);
    });
}

function unit(text: string): string {
  if (text === 'week' || text === 'month') return text;
  throw new InvalidArgumentError('Say week or month.');
}

function day(text: string): number {
  const weekday = weekdays.findIndex((name) => name.startsWith(text.toLowerCase()) && text.length >= 3);
  if (weekday >= 0) return weekday + 1;
  if (text === 'last') return 31;
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 31) return Number(text);
  throw new InvalidArgumentError('Say a weekday, a day from 1 to 31, or last.');
}

function time(text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  if (hours !== undefined && Number(hours) < 24) return Number(hours) * 60 + Number(minutes);
  throw new InvalidArgumentError('Say it like 09:00.');
}

function threshold(text: string): number {
  const [, number, percent] = /^(\d+(?:\.\d+)?) ?(%?)$/.exec(text) ?? [];
  if (number !== undefined) return percent ? Number(number) / 100 : Number(number);
  throw new InvalidArgumentError('Say it like 33%, or a number of leads.');
}

function quiet(text: string): 'none' | { from: number; to: number } {
  if (text === 'none') return text;
  const [from = '', to = ''] = text.split('-');
  return { from: time(from.trim()), to: time(to.trim()) };
}

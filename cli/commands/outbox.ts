import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Listed {
  counts: Record<'queued' | 'sending' | 'failed' | 'in_doubt', number>;
  deliveries: {
    key: string;
    leadId: string;
    status: string;
    kind: string;
    track: string | null;
    step: string | null;
    attempts: number;
    notBefore: string;
    settledAt: string | null;
    reason: string | null;
    email: string | null;
    action: { action: string; by: string | null; at: string } | null;
  }[];
}

/** `trellis outbox list|retry|drop`: what has not left, and what a person does about it. */
export function addOutbox(program: Command, session: Session): void {
  const outbox = program.command('outbox').description('what has not left: queued, failed, in doubt');
  outbox
    .command('list')
    .description('deliveries that have not left, newest first')
    .option('--status <status>', 'queued, sending, failed or in_doubt')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'print {counts, deliveries}')
    .action(async ({ status, limit, json }: { status?: string; limit: string; json?: boolean }) => {
      const query = new URLSearchParams({ limit, ...(status && { status }) });
      const answer = await session.withClient((client) => client.get<Listed>(`/api/outbox?${query}`));
      if (json) printJson(answer);
      else show(answer);
    });
  outbox
    .command('retry')
    .description('queue a failed delivery anew')
    .argument('<key>', 'as `outbox list` gives it')
    .option('--may-duplicate', 'also one that is in doubt: it may have left, and may come twice')
    .option('--json', 'print {retried}')
    .action(async (key: string, { mayDuplicate, json }: { mayDuplicate?: boolean; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post(`/api/outbox/${encodeURIComponent(key)}/retry`, { mayDuplicate: mayDuplicate === true }),
      );
      if (json) printJson(answer);
      else print('It is queued again, with all its attempts; what forbids it now still does.');
    });
  outbox
    .command('drop')
    .description('give a delivery up: it is not sent (again), and its lead is told')
    .argument('<key>', 'as `outbox list` gives it')
    .option('--reason <text>', 'why, for those who look later')
    .option('--json', 'print {dropped}')
    .action(async (key: string, { reason, json }: { reason?: string; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post(`/api/outbox/${encodeURIComponent(key)}/drop`, reason ? { reason } : {}),
      );
      if (json) printJson(answer);
      else print('It is dropped.');
    });
}

function show({ counts, deliveries }: Listed): void {
  print(
    `${counts.queued} queued, ${counts.sending} being sent, ${counts.failed} failed, ${counts.in_doubt} in doubt`,
  );
  if (deliveries.length === 0) return;
  printTable(
    ['key', 'status', 'what', 'lead', 'at', 'attempts', 'why'],
    deliveries.map((row) => [
      row.key,
      row.status.replace('_', ' '),
      row.track ? `${row.kind} ${row.track}${row.step ? `/${row.step}` : ''}` : row.kind,
      row.email ?? row.leadId,
      when(row.settledAt ?? row.notBefore),
      row.attempts,
      row.reason,
    ]),
    80,
  );
}

import { type Command, InvalidArgumentError } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { isTerminal } from '../terminal.ts';

interface Token {
  id: string;
  name: string;
  person: { name: string; email: string };
  scopes: string[];
  createdAt: string;
  expiresAt: string;
  usedAt: string | null;
}
interface Asked {
  propose?: true;
  personal?: true;
  days?: number;
  for?: string;
  json?: boolean;
}

/** `trellis tokens list|create|revoke`: what editors and scripts carry to act for a person. */
export function addTokens(program: Command, session: Session): void {
  const tokens = program.command('tokens').description('access tokens: which programs act for whom');
  tokens
    .command('list', { isDefault: true })
    .option('--json', 'print {tokens}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<{ tokens: Token[] }>('/api/tokens'));
      if (json) return printJson(answer);
      printTable(
        ['id', 'name', 'whose', 'scopes', 'made', 'expires', 'last used'],
        answer.tokens.map((token) => [
          token.id.slice(0, 8),
          token.name,
          token.person.email,
          token.scopes.join(' '),
          when(token.createdAt),
          when(token.expiresAt),
          token.usedAt === null ? 'never' : when(token.usedAt),
        ]),
      );
    });
  tokens
    .command('create')
    .description('make a token that reads; it is shown this once')
    .argument('<name>', 'what will have it, e.g. "my editor"')
    .option('--propose', 'it may file changes, halt sending and send tests too; approving stays with people')
    .option('--personal', 'it may see names, addresses and fields of leads')
    .option('--days <n>', 'how long it works, at most 365; 90 by default', wholeDays)
    .option('--for <email>', 'whose it is; the local administrator by default')
    .option('--json', 'print the token and what it may')
    .action(async (name: string, { json, for: person, propose, personal, days }: Asked) => {
      const scopes = ['read', ...(propose ? ['propose'] : []), ...(personal ? ['personal'] : [])];
      const asked = { name, scopes, ...(days && { days }), ...(person && { person }) };
      const made = await session.withClient((client) =>
        (isTerminal() ? client.atTerminal() : client).post<{ token: string }>('/api/tokens', asked),
      );
      if (json) printJson(made);
      else print(made.token);
    });
  tokens
    .command('revoke')
    .description('make a token worthless, at once')
    .argument('<id>', 'as the list has it, whole or its beginning')
    .action(async (id: string) => {
      await session.withClient((client) => client.delete(`/api/tokens/${encodeURIComponent(id)}`));
      print(`The token ${id} no longer works.`);
    });
}

function wholeDays(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= 365) return days;
  throw new InvalidArgumentError('Write whole days from 1 to 365.');
}

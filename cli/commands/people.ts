import type { Command } from 'commander';
import type { Person } from '../../engine/runtime/changes/types.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';
import { isTerminal } from '../terminal.ts';

interface Added {
  name: string;
  role: string;
  principal?: boolean;
  timeZone?: string;
  json?: boolean;
}

/** `trellis people list|add|link`. */
export function addPeople(program: Command, session: Session): void {
  const people = program.command('people').description('who may use this Trellis');
  people
    .command('list', { isDefault: true })
    .option('--json', 'print {people}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<{ people: Person[] }>('/api/people'));
      if (json) return printJson(answer);
      printTable(
        ['email', 'name', 'role', 'principal', 'time zone'],
        answer.people.map((person) => [
          person.email,
          person.name,
          person.role,
          person.principal ? 'yes' : '',
          person.timeZone,
        ]),
      );
    });
  people
    .command('add')
    .description('add a person, or change the name or role of one')
    .argument('<email>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', 'viewer, marketer (may propose), approver (may approve) or admin')
    .option('--principal', 'may approve what needs a principal, such as regulated content')
    .option('--no-principal', 'may not any more')
    .option('--time-zone <zone>', 'in which answers say times, such as Europe/Vienna; a sign-in tells it too')
    .option('--json', 'print the person')
    .action(async (email: string, { json, ...given }: Added) => {
      const person = await session.withClient((client) =>
        proven(client).post<Person>('/api/people', { email, ...given }),
      );
      if (json) return printJson(person);
      print(
        `${person.name} is ${person.role}${person.principal ? ' and a principal' : ''}. \`trellis people link ${person.email}\` makes a sign-in link.`,
      );
    });
  people
    .command('link')
    .description('make a sign-in link that works once, within a day')
    .argument('<email>')
    .option('--json', 'print {person, link}')
    .action(async (email: string, { json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        proven(client).post<{ link: string }>(`/api/people/${encodeURIComponent(email)}/link`, {}),
      );
      if (json) printJson(answer);
      else print(answer.link);
    });
}

/** Approvers and administrators are made and signed in by a person at a terminal only. */
function proven(client: Client): Client {
  return isTerminal() ? client.atTerminal() : client;
}

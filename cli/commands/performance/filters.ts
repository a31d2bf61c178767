import type { Command } from 'commander';

/** What every question about performance can be narrowed by, as its route names it. */
export interface Filters {
  period?: string;
  from?: string;
  to?: string;
  track?: string;
  segment?: string;
  stage?: string;
  industry?: string;
  item?: string;
  owner?: string;
  where?: string;
}

/** The period and the filters, as options of a command. */
export function withFilters(command: Command): Command {
  return command
    .option(
      '--period <words>',
      'such as "last month", "Q3", "2026-10-01 to 2026-10-31"; the last 30 days by default',
    )
    .option('--from <date>', 'instead of it: the beginning')
    .option('--to <date>', 'and the end, exclusive')
    .option('--segment <segment>', 'leads that are in it now, by id or title')
    .option('--stage <stage>', 'what happened at this journey stage')
    .option('--industry <industry>', 'leads of this industry')
    .option('--item <item>', 'what happened with this item of the library')
    .option('--owner <owner>', 'leads that this person of sales looks after')
    .option('--where <condition>', 'leads that satisfy a condition now');
}

export function addressOf(filters: Filters): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

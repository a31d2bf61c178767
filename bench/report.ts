import type { DatabaseResult } from './bench-database.ts';

/** The table that is printed: a line per measurement, the engine beside the plain insert of the same rows. */
export function renderTable(results: readonly DatabaseResult[]): string {
  const rows = [['database', 'measured', 'engine', 'plain insert', 'engine / plain']];
  for (const { database, newLeads, throughput, twoWorkers, latency } of results) {
    rows.push([database, 'new leads/s', whole(newLeads), '', '']);
    for (const { batchSize, engine, plain } of throughput) {
      rows.push([
        database,
        `events/s, batches of ${batchSize}`,
        whole(engine),
        whole(plain),
        (plain / engine).toFixed(2),
      ]);
    }
    if (twoWorkers) rows.push([database, 'events/s, two workers', whole(twoWorkers), '', '']);
    for (const part of ['p50', 'p99'] as const) {
      const [engine, plain] = [latency.engine[part], latency.plain[part]];
      rows.push([
        database,
        `ms, single event at 200/s, ${part}`,
        engine.toFixed(1),
        plain.toFixed(1),
        (engine / plain).toFixed(2),
      ]);
    }
  }
  return alignColumns(rows);
}

export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function whole(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}

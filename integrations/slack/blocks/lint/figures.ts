import { limits } from '../limits.ts';
import { asList, asShape, asText, type Check, most, optional, type Shape, text, unique } from './check.ts';

/** `table` and `data_table`. */
export function lintTable(check: Check, block: Shape): void {
  const rows = asList(block.rows).map(asList);
  const isData = block.type === 'data_table';
  // The heading is not counted in a data table.
  most(check, 'rows', rows.length - (isData ? 1 : 0), limits.tableRows);
  if (rows.length < (isData ? 2 : 1)) check.report('a table without rows');
  for (const row of rows) most(check, 'columns', row.length, limits.tableColumns);
  if (new Set(rows.map((row) => row.length)).size > 1) check.report('its rows differ in length');
  for (const cell of rows.flat().map(asShape)) {
    if (cell.type === 'raw_text') text(check, 'a cell', cell.text, limits.tableCharacters);
    else if (cell.type === 'raw_number') {
      if (typeof cell.value !== 'number' || !Number.isFinite(cell.value)) check.report('a cell is no number');
      text(check, 'a cell', cell.text, limits.tableCharacters);
    } else if (cell.type !== 'rich_text') check.report(`a cell of type ${asText(cell.type) || 'none'}`);
  }
  if (isData) {
    text(check, 'caption', block.caption, limits.altText);
    const size = block.page_size ?? 5;
    if (typeof size !== 'number' || size < 1 || size > limits.tablePage)
      check.report(`a page of ${String(size)} rows`);
    if (rows[0]?.some((cell) => asShape(cell).type === 'rich_text')) check.report('a heading in rich text');
  }
  most(check, 'the table', tableText(block).length, limits.tableCharacters);
}

/** Everything that is written in a table. */
export function tableText(block: Shape): string {
  return asList(block.rows)
    .flatMap(asList)
    .map((cell) => asText(asShape(cell).text))
    .join('');
}

export function lintChart(check: Check, block: Shape): void {
  text(check, 'title', block.title, limits.chartTitle);
  const chart = asShape(block.chart);
  if (chart.type === 'pie') lintPie(check, asList(chart.segments).map(asShape));
  else if (['bar', 'line', 'area'].includes(asText(chart.type))) lintSeries(check, chart);
  else check.report(`a chart of type ${asText(chart.type) || 'none'}`);
}

function lintSeries(check: Check, chart: Shape): void {
  const axis = asShape(chart.axis_config);
  const categories = asList(axis.categories);
  const series = asList(chart.series).map(asShape);
  count(check, 'categories', categories.length, limits.chartPoints);
  count(check, 'series', series.length, limits.chartSeries);
  for (const category of categories) text(check, 'a category', category, limits.chartLabel);
  optional(check, 'x_label', axis.x_label, limits.axisLabel);
  optional(check, 'y_label', axis.y_label, limits.axisLabel);
  unique(check, 'categories have the same name', categories);
  unique(
    check,
    'series have the same name',
    series.map(({ name }) => name),
  );
  for (const { name, data } of series) {
    text(check, 'a series', name, limits.chartLabel);
    const points = asList(data).map(asShape);
    // Every series has one point for every category, in their order.
    if (points.map(({ label }) => label).join('\n') !== categories.join('\n'))
      check.report('a series whose points are not the categories');
    if (points.some(({ value }) => typeof value !== 'number' || !Number.isFinite(value)))
      check.report('a point without a number');
  }
}

function lintPie(check: Check, segments: readonly Shape[]): void {
  count(check, 'segments', segments.length, limits.chartSeries);
  for (const { label, value } of segments) {
    text(check, 'a segment', label, limits.chartLabel);
    if (typeof value !== 'number' || !(value > 0)) check.report('a segment of nothing');
  }
}

function count(check: Check, what: string, length: number, max: number): void {
  if (length === 0) check.report(`${what} are missing`);
  most(check, what, length, max);
}

import { count } from '../../metrics/words.ts';
import { roughWidth } from '../labels.ts';
import { drawShapes, type Path, type Rect, type Text } from '../shapes.ts';
import { sizes, type Theme } from '../theme.ts';
import type { ExperimentData } from './experiment-data.ts';
import { armFigure, missingText } from './experiment-text.ts';

const rowHeight = 50;

/**
 * A row for each arm: name, leads and figure, and the interval as a line with a dot on one scale for all. `left`: what
 * the plots beneath have for their axis.
 */
export function drawArms(
  { arms, unit, minimum }: ExperimentData,
  width: number,
  left: number,
  colours: Theme,
) {
  const longest = Math.max(0, ...arms.flatMap(({ value, high }) => [value ?? 0, high ?? 0])) || 1;
  const to = (value: number) => 6 + Math.min(1, Math.max(0, value) / longest) * (width - 12);
  const rects: Rect[] = [];
  const paths: Path[] = [];
  const texts: Text[] = [];
  for (const [n, arm] of arms.entries()) {
    const top = n * rowHeight;
    const figure = armFigure(arm, unit);
    const missing = missingText(arm, minimum);
    const leads = missing ? `${count(arm.leads)} leads, ${missing}` : `${count(arm.leads)} leads`;
    texts.push(
      {
        x: 0,
        y: top + 9,
        text: `${arm.name}${arm.control ? ' (control)' : ''}`,
        ink: colours.ink,
        bold: true,
        width: width - roughWidth(figure, sizes.text) - 12,
      },
      {
        x: width,
        y: top + 9,
        text: figure,
        ink: arm.value === null ? colours.soft : colours.ink,
        align: 'right',
        bold: arm.value !== null,
      },
      { x: 0, y: top + 25, text: leads, ink: missing ? colours.missing : colours.soft, width },
    );
    const middle = top + 38;
    rects.push({ x: 0, y: middle - 1, x2: width, y2: middle + 1, fill: colours.faint, radius: 0 });
    if (arm.value === null) continue;
    const stroke = arm.control ? colours.soft : colours.main.fill;
    const [x, low, high] = [to(arm.value), to(arm.low ?? arm.value), to(arm.high ?? arm.value)];
    paths.push(
      { d: `M${low},${middle}H${high}`, stroke, strokeWidth: 4 },
      { d: `M${x - 5},${middle}a5,5 0 1,0 10,0a5,5 0 1,0 -10,0Z`, fill: stroke, stroke: colours.ground },
    );
  }
  return drawShapes(width, Math.max(1, arms.length * rowHeight), { rects, paths, texts }, left);
}

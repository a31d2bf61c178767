import { describe, expect, it } from 'vitest';
import { theme } from './theme.ts';

type Rgb = [number, number, number];

/** 0-1 and linear in light. */
function linear(hex: string): Rgb {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}
const times = (matrix: number[][], [r, g, b]: Rgb) =>
  matrix.map(([x, y, z]) => (x as number) * r + (y as number) * g + (z as number) * b) as Rgb;
const luminance = (hex: string) => times([[0.2126, 0.7152, 0.0722]], linear(hex))[0];
function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
/** OKLab (Ottosson 2020): distances in it are about as they are seen. */
function oklab(rgb: Rgb): Rgb {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((value) => Math.cbrt(Math.max(0, value))) as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}
/** What is seen of a colour with none of one kind of cone: Machado, Oliveira and Fernandes 2009. */
const eyes: Record<string, number[][]> = {
  'with all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
function distance(one: string, other: string, eye: number[][]): number {
  const [a, b] = [one, other].map((hex) => oklab(times(eye, linear(hex)))) as [Rgb, Rgb];
  return Math.hypot(...a.map((value, n) => value - (b[n] as number)));
}

describe.each([
  ['light', false],
  ['dark', true],
])('the %s theme', (_, dark) => {
  const { ground, ink, soft, missing, steps, main, band, faint, lines } = theme(dark);

  it('can be read: every text has a contrast of 4.5 to what it stands on', () => {
    const pairs = [ink, soft, missing].map((text) => ({ fill: ground, ink: text }));
    const tooFaint = [...pairs, ...steps, main].filter(({ fill, ink }) => contrast(fill, ink) < 4.5);
    expect(tooFaint).toEqual([]);
  });

  it('shows its lines and bars: each has a contrast of 3 to the ground', () => {
    const strokes = [main.fill, ...lines.map(({ stroke }) => stroke)];
    expect(strokes.filter((stroke) => contrast(stroke, ground) < 3)).toEqual([]);
  });

  it('shows what it is about upon its interval, and text upon what is not filled', () => {
    expect(contrast(main.fill, band)).toBeGreaterThan(3);
    expect(Math.min(contrast(ink, faint), contrast(soft, faint))).toBeGreaterThan(4.5);
  });

  it.each(Object.entries(eyes))('keeps its lines apart, %s', (_, eye) => {
    const pairs = lines.flatMap((one, n) => lines.slice(n + 1).map((other) => [one.stroke, other.stroke]));
    const apart = pairs.map(([one, other]) => distance(one as string, other as string, eye));
    expect(apart).toHaveLength(15);
    expect(Math.min(...apart)).toBeGreaterThan(0.13);
  });

  it('tells its lines apart without colours too', () => {
    expect(new Set(lines.map(({ dash }) => dash.join(' '))).size).toBe(6);
  });

  it.each(Object.entries(eyes))('keeps its steps apart, %s', (_, eye) => {
    const fills = [ground, ...steps.map(({ fill }) => fill)];
    const apart = fills.slice(1).map((fill, n) => distance(fills[n] as string, fill, eye));
    expect(Math.min(...apart)).toBeGreaterThan(0.06);
  });

  it('goes one way in lightness, so that it holds in print without colours', () => {
    const light = [ground, ...steps.map(({ fill }) => fill)].map(luminance);
    const sorted = light.toSorted((a, b) => (dark ? a - b : b - a));
    expect(light).toEqual(sorted);
  });
});

import { TrellisError } from '../../db/errors.ts';

/** Of a million tokens, in whatever currency the operator thinks in. */
export interface Price {
  input: number;
  /** Of input that the provider had at hand. */
  cached: number;
  output: number;
}

/** Tokens of one step. `cached` are among `input`. */
export interface Tokens {
  input: number;
  cached: number;
  output: number;
}

export type Prices = ReadonlyMap<string, Price>;

/**
 * TRELLIS_PRICES: `openai:gpt-5.2=1.25/10, openai-compatible:llama=0/0`, input and output of a million tokens, or input,
 * cached input and output. Throws `prices.invalid`.
 */
export function parsePrices(text = ''): Prices {
  const prices = new Map<string, Price>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const [, model, input, second, third] =
      /^(\S+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(part) ?? [];
    if (model === undefined)
      throw new TrellisError(
        'prices.invalid',
        `TRELLIS_PRICES has "${part}"; write PROVIDER:MODEL=INPUT/OUTPUT or =INPUT/CACHED/OUTPUT, prices of a million tokens, several with commas.`,
        { mender: 'operator' },
      );
    prices.set(model, {
      input: Number(input),
      cached: Number(third === undefined ? input : second),
      output: Number(third ?? second),
    });
  }
  return prices;
}

/** Millionths of the currency, rounded up; undefined where no price is known. */
export function priceOf(price: Price | undefined, { input, cached, output }: Tokens): number | undefined {
  if (!price) return undefined;
  // A price of a million tokens is a price of one in millionths.
  return Math.ceil((input - cached) * price.input + cached * price.cached + output * price.output);
}

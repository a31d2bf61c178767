import { TrellisError } from '../../db/errors.ts';

export const interpreterName = 'trellis:interpreter';

const providers = ['openai', 'openai-compatible'] as const;

export type ModelName =
  | { provider: (typeof providers)[number]; name: string; full: string }
  | { provider: 'trellis'; full: typeof interpreterName };

/**
 * Reads TRELLIS_MODEL: `openai:NAME`, `openai-compatible:NAME` and at the end `interpreter`, with commas, in order of
 * preference; absent: the interpreter. Throws `model.unknown_provider`, `model.no_name`, `model.twice`,
 * `model.after_interpreter`.
 */
export function parseModelNames(text = ''): ModelName[] {
  if (text.trim() === '') return [parseName('interpreter')];
  const names = text.split(',').map((part) => parseName(part.trim()));
  const twice = names.find(({ full }, index) => names.findIndex((other) => other.full === full) < index);
  if (twice) throw operatorError('model.twice', `TRELLIS_MODEL names ${twice.full} twice; name it once.`);
  if (names.slice(0, -1).some(({ provider }) => provider === 'trellis')) {
    throw operatorError(
      'model.after_interpreter',
      'TRELLIS_MODEL names models after "interpreter", which always answers; put it at the end.',
    );
  }
  return names;
}

/** Whether TRELLIS_MODEL names a language model, which can write as the interpreter cannot. */
export function namesWriter(text: string | undefined): boolean {
  return parseModelNames(text).some(({ provider }) => provider !== 'trellis');
}

function parseName(text: string): ModelName {
  if (text === 'interpreter' || text === interpreterName)
    return { provider: 'trellis', full: interpreterName };
  const colon = text.indexOf(':');
  const provider = providers.find((known) => known === text.slice(0, Math.max(0, colon)));
  if (!provider) {
    throw operatorError(
      'model.unknown_provider',
      `TRELLIS_MODEL has "${text}"; write ${providers.map((known) => `${known}:NAME`).join(' or ')}, several with commas, "interpreter" last; or leave it unset for the embedded interpreter.`,
    );
  }
  const name = text.slice(colon + 1);
  if (name === '') throw operatorError('model.no_name', `TRELLIS_MODEL names no model after "${provider}:".`);
  return { provider, name, full: text };
}

export function operatorError(code: string, message: string): TrellisError {
  return new TrellisError(code, message, { mender: 'operator' });
}

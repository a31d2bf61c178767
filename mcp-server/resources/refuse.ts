import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server';
import { TrellisError } from '../../db/errors.ts';

/** An error as the protocol tells it: only text that we wrote. What is not the caller's fault is reported. */
export function refuse(error: unknown, report: (error: unknown) => void, uri?: string): ProtocolError {
  if (error instanceof ProtocolError) return error;
  if (!(error instanceof TrellisError)) {
    report(error);
    return new ProtocolError(
      ProtocolErrorCode.InternalError,
      'Trellis could not be reached. Start it with `npm start` in its folder, then ask again.',
    );
  }
  const { code, message } = error;
  if (uri !== undefined && /\.unknown$/.test(code))
    return new ResourceNotFoundError(uri, `${message} (${code})`);
  if (/^(api|internal)\b/.test(code)) report(error);
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `${message} (${code})`);
}

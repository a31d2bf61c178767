/** Names for the SQLSTATE codes we branch on. */
export const sqlStates = {
  invalidPassword: '28P01',
  invalidAuthorization: '28000',
  unknownDatabase: '3D000',
  insufficientPrivilege: '42501',
  undefinedTable: '42P01',
  uniqueViolation: '23505',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  extensionNotAvailable: '0A000',
  undefinedFile: '58P01',
} as const;

/** The code an error carries: a SQLSTATE from the server, or ECONNREFUSED and the like from the socket. */
export function sqlStateOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** Connection exceptions, shutdown and start of the server, and what the socket or the driver says of a lost one. */
export function isAway(error: unknown): boolean {
  const code = sqlStateOf(error);
  if (code !== undefined) return /^(08|57P0[123]|database\.unreachable|E[A-Z]+$)/.test(code);
  return (
    error instanceof Error && /^Connection terminated|timeout exceeded|not queryable/i.test(error.message)
  );
}

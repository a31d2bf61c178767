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

import { type Context, Hono } from 'hono';
import { auditPage } from '../../console/audit.ts';
import { auditActions } from '../../engine/runtime/audit/entry-words.ts';
import { verifyAudit } from '../../engine/runtime/audit/verify.ts';
import { isIntact, verificationWords } from '../../engine/runtime/audit/verify-words.ts';
import { selectAudit } from '../../engine/runtime/sql/audit.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { frameOf } from './session.ts';

const pageSize = 100;

/** The audit log, and the button that checks it; administrators only. */
export function auditPages(installation: Installation): Hono<AppEnv> {
  const { db } = installation;
  const show = async (c: Context<AppEnv>, findings?: { intact: boolean; lines: string[] }) => {
    requireRole(c, 'admin');
    const frame = await frameOf(c, installation);
    const action = auditActions.find((known) => known === c.req.query('action'));
    const before = /^\d{1,15}$/.exec(c.req.query('before') ?? '')?.[0];
    const rows = await selectAudit(db, {
      limit: pageSize,
      ...(action && { action }),
      ...(before !== undefined && { before: Number(before) }),
    });
    const last = rows.length === pageSize ? rows.at(-1) : undefined;
    const view = {
      ...frame,
      entries: rows.map(({ name, by, ...row }) => ({
        ...row,
        who: name ?? by ?? (row.via === 'system' ? 'Trellis' : 'Somebody'),
      })),
      ...(action && { action }),
      ...(last && { older: `/audit?before=${last.n}${action ? `&action=${action}` : ''}` }),
      ...(findings && { findings }),
    };
    return c.html(auditPage(view));
  };
  return new Hono<AppEnv>()
    .get('/', (c) => show(c))
    .post('/verify', async (c) => {
      requireRole(c, 'admin');
      const found = await verifyAudit(db);
      return show(c, { intact: isIntact(found), lines: verificationWords(found) });
    });
}

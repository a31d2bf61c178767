import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { TrellisError } from '../db/errors.ts';
import { adminRoutes } from './api/admin.ts';
import { auditRoutes } from './api/audit.ts';
import { catalogueRoutes } from './api/catalogue.ts';
import { changeRoutes } from './api/changes.ts';
import { chatRoutes } from './api/chat.ts';
import { completionRoutes } from './api/completions.ts';
import { alertRoutes, digestRoutes } from './api/digests.ts';
import { experimentRoutes } from './api/experiments/index.ts';
import { experimentPlanRoutes } from './api/experiments/plan.ts';
import { explainRoutes, leadExplanationRoutes } from './api/explain.ts';
import { feedRoutes } from './api/feed.ts';
import { feedbackRoutes } from './api/feedback.ts';
import { historyRoutes } from './api/history.ts';
import { importRoutes } from './api/import.ts';
import { leadRoutes } from './api/leads.ts';
import { libraryRoutes } from './api/library/index.ts';
import { listRoutes } from './api/lists.ts';
import { memoryRoutes } from './api/memories.ts';
import { noticeRouteRoutes } from './api/notice-routes.ts';
import { opportunityRoutes } from './api/opportunities.ts';
import { outboxRoutes } from './api/outbox.ts';
import { performanceRoutes } from './api/performance/index.ts';
import { programRoutes } from './api/program.ts';
import { programFileRoutes } from './api/program-files.ts';
import { programPlanRoutes } from './api/program-plan.ts';
import { referenceRoutes } from './api/reference.ts';
import { reportRoutes } from './api/report.ts';
import { suppressionRoutes } from './api/suppressions.ts';
import { testSendRoutes } from './api/test-sends.ts';
import { tokenMakingRoutes } from './api/tokens.ts';
import { toolRoutes } from './api/tools.ts';
import { usageRoutes } from './api/usage.ts';
import { viewRoutes } from './api/views.ts';
import { webhookRoutes } from './api/webhooks.ts';
import { identifyPrincipal } from './auth/identify.ts';
import { limitRates } from './auth/limit-rates.ts';
import type { AppEnv } from './auth/principal.ts';
import { challenge, protectedResourceRoutes } from './auth/protected-resource.ts';
import { knownHost, sameOrigin } from './auth/same-origin.ts';
import { tokenRoutesOnly } from './auth/token-routes.ts';
import { answerError, toTrellisError } from './errors.ts';
import { healthRoutes } from './health.ts';
import type { Installation } from './installation.ts';
import { type McpOptions, mcpRoutes } from './mcp.ts';
import { auditPages } from './pages/audit.ts';
import { calendarPages } from './pages/calendar.ts';
import { changePages } from './pages/changes.ts';
import { chatPages } from './pages/chat.ts';
import { digestPages } from './pages/digests.ts';
import { answerErrorPage } from './pages/error.ts';
import { experimentPages } from './pages/experiments.ts';
import { leadPages } from './pages/leads.ts';
import { libraryPages } from './pages/library/index.ts';
import { loginPages } from './pages/login.ts';
import { mailboxPages } from './pages/mailbox.ts';
import { mePages } from './pages/me.ts';
import { notificationPages } from './pages/notifications.ts';
import { opportunityPages } from './pages/opportunities.ts';
import { outboxPages } from './pages/outbox.ts';
import { performancePages } from './pages/performance/index.ts';
import { programPages } from './pages/program.ts';
import { staticFiles } from './pages/static.ts';
import { testSendPages } from './pages/test-sends.ts';
import { usagePages } from './pages/usage.ts';
import { schemaRoutes } from './schema.ts';
import { contentSecurityPolicy } from './security.ts';
import { segmentRoutes } from './segment/routes.ts';
import { trackingRoutes } from './tracking.ts';

/** The HTTP face: every route this server has, each part in its own file. */
export function createApp(
  installation: Installation,
  { mcp, slack }: { mcp?: McpOptions; slack?: (request: Request) => Promise<Response> } = {},
): Hono<AppEnv> {
  const { publicUrl, log } = installation;
  const app = new Hono<AppEnv>();

  app.onError((error, c) => {
    const known = toTrellisError(error, log);
    return isPage(c.req.path) ? answerErrorPage(c, known) : answerError(c, known);
  });
  app.notFound((c) => {
    const unknown = new TrellisError('route.unknown', 'There is nothing at this address.');
    return isPage(c.req.path) ? answerErrorPage(c, unknown) : answerError(c, unknown);
  });

  // For machines: no session, no cookie, any host name that a proxy may use.
  app.route('/health', healthRoutes(installation));
  app.route('/v1', segmentRoutes(installation));
  app.route('/schema', schemaRoutes());
  app.route('/', protectedResourceRoutes(installation));
  app.route('/', trackingRoutes(installation));
  // Signed by Slack; without its secret there is nothing here.
  app.post('/slack/events', (c) => slack?.(c.req.raw) ?? c.notFound());

  // For people and their programs.
  app.use(
    secureHeaders({
      contentSecurityPolicy,
      // A page that shows an email sets a stricter policy of its own.
      overwrite: false,
      xFrameOptions: 'DENY',
      // Not `no-referrer`: with it browsers send the origin `null` with our own forms, which sameOrigin refuses.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: publicUrl.startsWith('https:'),
    }),
  );
  app.use(challenge(installation), knownHost(publicUrl), sameOrigin(publicUrl));
  app.use(identifyPrincipal(installation), limitRates(installation), tokenRoutesOnly());

  app.route('/api/chat', chatRoutes(installation));
  app.route('/api/memories', memoryRoutes(installation));
  app.route('/api/tools', toolRoutes(installation));
  app.route('/api/completions', completionRoutes(installation));
  app.route('/api/changes', changeRoutes(installation));
  app.route('/api/library', libraryRoutes(installation));
  app.route('/api/import', importRoutes(installation));
  app.route('/api/leads', leadRoutes(installation));
  app.route('/api/leads', leadExplanationRoutes(installation));
  app.route('/api/explain', explainRoutes(installation));
  app.route('/api/lists', listRoutes(installation));
  app.route('/api/suppressions', suppressionRoutes(installation));
  app.route('/api/digests', digestRoutes(installation));
  app.route('/api/alerts', alertRoutes(installation));
  app.route('/api/outbox', outboxRoutes(installation));
  app.route('/api/performance', performanceRoutes(installation));
  app.route('/api/experiments', experimentRoutes(installation));
  app.route('/api/experiment-plan', experimentPlanRoutes(installation));
  app.route('/api/opportunities', opportunityRoutes(installation));
  app.route('/api/report', reportRoutes(installation));
  app.route('/api/program/plan', programPlanRoutes(installation));
  app.route('/api/program', programFileRoutes(installation));
  app.route('/api/catalogue', catalogueRoutes(installation));
  app.route('/api/reference', referenceRoutes());
  app.route('/api/feed', feedRoutes(installation));
  app.route('/api', programRoutes(installation));
  app.route('/api', viewRoutes(installation));
  app.route('/api/notifications/routes', noticeRouteRoutes(installation));
  app.route('/api', adminRoutes(installation));
  app.route('/api/history', historyRoutes(installation));
  app.route('/api/audit', auditRoutes(installation));
  app.route('/api/usage', usageRoutes(installation));
  app.route('/api/feedback', feedbackRoutes(installation));
  app.route('/api/tokens', tokenMakingRoutes(installation));
  app.route('/api/webhooks', webhookRoutes(installation));
  app.route('/api/test-sends', testSendRoutes(installation));
  app.route(
    '/mcp',
    mcpRoutes(installation, (request, env) => app.fetch(request, env), mcp),
  );

  app.route('/', staticFiles());
  app.route('/login', loginPages(installation));
  app.route('/changes', changePages(installation));
  app.route('/changes', calendarPages(installation));
  app.route('/changes', testSendPages(installation));
  app.route('/performance', performancePages(installation));
  app.route('/experiments', experimentPages(installation));
  app.route('/opportunities', opportunityPages(installation));
  app.route('/program', programPages(installation));
  app.route('/leads', leadPages(installation));
  app.route('/library', libraryPages(installation));
  app.route('/mailbox', mailboxPages(installation));
  app.route('/notifications', notificationPages(installation));
  app.route('/digests', digestPages(installation));
  app.route('/audit', auditPages(installation));
  app.route('/me', mePages(installation));
  app.route('/outbox', outboxPages(installation));
  app.route('/usage', usagePages(installation));
  app.route('/', chatPages(installation));
  return app;
}

function isPage(path: string): boolean {
  return !/^\/(api|v1)\/|^\/(health|mcp)$/.test(path);
}

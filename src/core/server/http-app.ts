import { type Context, Hono } from 'hono';
import { inject, Lifecycle, scoped } from 'tsyringe';
import { BridgeError, RequestError } from '../errors.js';
import { Logger } from '../plugin/logger.js';
import type { Caller } from '../plugin/plugin-context.js';
import { BridgeDoor, demandScope } from './bridge-door.js';
import { asyncApiDocument } from './documents/asyncapi.js';
import { docsPage } from './documents/docs-page.js';
import { nowherePage } from './documents/nowhere-page.js';
import { openApiDocument } from './documents/openapi.js';
import { Downloads } from './export/downloads.js';
import { HTTP_ROUTES } from './http-routes.js';
import { Pages } from './pages.js';
import { PluginMounts } from './plugin-mounts.js';
import { problemResponse } from './problems.js';
import { Readiness } from './readiness.js';
import { limited, paramsOf } from './request-params.js';
import { ServerOptions } from './server-options.js';
import { Telemetry } from './telemetry.js';

/** Whoever asks travels along with the request. */
export interface AppEnv {
  readonly Bindings: { readonly caller: Caller };
}

const PLAIN = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };

/** Turns requests into answers; whoever asks has passed the access guard. */
@scoped(Lifecycle.ContainerScoped)
export class HttpApp {
  private readonly app = new Hono<AppEnv>();
  private readonly pages: Pages;

  constructor(
    @inject(ServerOptions) options: ServerOptions,
    @inject(BridgeDoor) private readonly door: BridgeDoor,
    @inject(PluginMounts) private readonly mounts: PluginMounts,
    @inject(Readiness) private readonly readiness: Readiness,
    @inject(Telemetry) private readonly telemetry: Telemetry,
    @inject(Downloads) private readonly downloads: Downloads,
    @inject(Logger) private readonly log: Logger,
  ) {
    this.pages = new Pages(options.pagesDir);
    this.routeDownloads();
    this.routeMethods();
    this.routeHealth();
    this.routeDocuments();
    this.app.notFound((context) => this.elsewhere(context));
    this.app.onError((error) => this.problem(error));
  }

  async answer(request: Request, caller: Caller): Promise<Response> {
    const response = await this.app.fetch(request, { caller });
    this.telemetry.countRequest(response.status);
    return response;
  }

  private routeMethods(): void {
    for (const { verb, path, method, status } of HTTP_ROUTES) {
      this.app[verb](path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
        const { scopes } = context.env.caller;
        const result = await this.door.request(method, await paramsOf(context), scopes);
        return context.json(result as object, status ?? 200, NO_STORE);
      });
    }
  }

  /** Before the methods: over HTTP the series is streamed. */
  private routeDownloads(): void {
    this.app.get('/sessions/:session_id/metrics', async (context) => {
      demandScope(context.env.caller.scopes, 'read');
      return this.downloads.series(await paramsOf(context));
    });
    this.app.get('/sessions/:session_id/export', async (context) => {
      demandScope(context.env.caller.scopes, 'read');
      return this.downloads.file(await paramsOf(context));
    });
  }

  private routeHealth(): void {
    this.app.get(
      '/healthz',
      () => new Response('ok', { headers: { ...PLAIN, 'access-control-allow-origin': '*' } }),
    );
    this.app.get('/readyz', (context) => {
      const reasons = this.readiness.reasons();
      return context.json({ ready: reasons.length === 0, reasons }, reasons.length ? 503 : 200, NO_STORE);
    });
    this.app.get('/metrics', (context) => {
      demandScope(context.env.caller.scopes, 'read');
      return this.telemetry.answer();
    });
  }

  private routeDocuments(): void {
    this.app.get('/openapi.json', (context) => context.json(openApiDocument(), 200, NO_STORE));
    this.app.get('/asyncapi.json', (context) => context.json(asyncApiDocument(), 200, NO_STORE));
    this.app.get('/docs', () => docsPage());
  }

  /** Places of plugins, then pages; they come and go while the bridge runs. */
  private async elsewhere(context: Context<AppEnv>): Promise<Response> {
    const { method, path, raw } = context.req;
    const mounted = this.mounts.answerAt(method, path);
    if (mounted) {
      demandScope(context.env.caller.scopes, mounted.scope);
      return mounted.answer(await limited(raw));
    }
    const page = method === 'GET' || method === 'HEAD' ? this.pages.answer(raw, path) : null;
    if (page) return page;
    if (!isForPeople(raw) || this.pages.isEmpty) return problemResponse(this.nothingAt(method, path));
    return nowherePage(path.slice(0, 200), this.pages.overlays);
  }

  private nothingAt(method: string, path: string): RequestError {
    return new RequestError('request.unknown-path', this.whyNothingAt(method, path.slice(0, 200)));
  }

  private whyNothingAt(method: string, path: string): string {
    if (path === '/' && this.pages.isEmpty) return 'The pages are not built: run "npm run build".';
    const other = HTTP_ROUTES.find((route) => route.path === path);
    if (other) return `${path} answers ${other.verb.toUpperCase()}, not ${method}.`;
    return `There is nothing at ${method} ${path}: /openapi.json lists what there is.`;
  }

  private problem(error: Error): Response {
    if (!(error instanceof BridgeError))
      this.log.error('A request failed.', { error: error.stack ?? error.message });
    return problemResponse(error);
  }
}

const NO_STORE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Browsers on their way to a page say so; programs do not. */
function isForPeople({ method, headers }: Request): boolean {
  return method === 'GET' && /\btext\/html\b/.test(headers.get('accept') ?? '');
}

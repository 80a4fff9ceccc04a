// The dashboard's server: static files and a proxy to the backend, nothing else.
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createProxyServer } from 'http-proxy-3';
import sirv from 'sirv';
import { log } from './log.mjs';
import { bare, clientOf } from './proxies.mjs';

const PROXIED = /^\/(api|stream|socket\.io|health|metrics)(\/|$)/;

/** The backend answers within 15 seconds, a long poll within 30: if nothing arrives for longer, it hangs. */
const SILENT_FOR_MS = 60_000;

/** `style-src` allows inline styles because Mantine writes its colour variables into a style element. */
const PAGE_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Frame-Options': 'DENY',
};
const COMMON_HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer' };

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mandor: not built</title>
<body style="font:16px/1.5 system-ui;max-width:32rem;margin:15vh auto;padding:0 1rem">
<h1>The dashboard has not been built</h1><p>Its server runs, but there are no pages to serve.
Run <code>make run</code> in Mandor's folder: it builds the dashboard and starts everything.</p></body></html>`;

const BACKEND_AWAY = JSON.stringify({
  type: 'about:blank',
  title: 'The backend does not answer',
  status: 502,
  code: 'backend_unavailable',
  detail: "Mandor's backend does not answer the dashboard's server.",
  hint: 'Wait a moment: it is restarted by itself. If it stays away, run `make run` on the Mandor machine.',
  errors: [],
});

/** What HTTP itself refuses, before there is a request: status, title, code, detail and hint by Node's error. */
const REFUSALS = {
  HPE_HEADER_OVERFLOW: [
    431,
    'Request Header Fields Too Large',
    'headers_too_large',
    'The address and the headers are longer than 16 kB.',
    'Send fewer or shorter cookies and headers, or a shorter address.',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    'Request Timeout',
    'invalid_input',
    'The request did not arrive in time.',
    'Try again.',
  ],
};
const NOT_HTTP = [
  400,
  'Bad Request',
  'invalid_input',
  'The request cannot be understood.',
  'Compare it with /api/docs.',
];

const pathOf = (request) => (request.url ?? '/').split('?', 1)[0];

/** The headers that name the client. What a client sends is replaced; what a trusted proxy sends is kept. */
function introduce(request, isTrusted) {
  const { headers, socket } = request;
  const peer = bare(socket.remoteAddress ?? '');
  const saidProto =
    isTrusted(peer) && /^https?$/.test(headers['x-forwarded-proto'] ?? '') ? headers['x-forwarded-proto'] : null;
  const client = clientOf(peer, headers['x-forwarded-for'], isTrusted);
  delete headers.forwarded;
  delete headers['x-real-ip'];
  headers['x-forwarded-for'] = client;
  headers['x-forwarded-proto'] = saidProto ?? (socket.encrypted ? 'https' : 'http');
  headers['x-forwarded-host'] = headers.host ?? '';
}

function send(response, status, type, body, cache = 'no-store') {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cache,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/**
 * The page with its files' addresses as seen from `path`: './assets/…' becomes '../assets/…' on '/live/1'. So it works
 * below any path that a proxy takes off ('/mandor/'), and nobody has to name that.
 */
const pageAt = (path, html) => html.replaceAll('"./', `"${'../'.repeat(path.split('/').length - 2) || './'}`);

/** Paths that name a file; every other path is one of the dashboard's own. */
const FILE = /\.\w+$/;

/** The built pages. A new build is served without a restart: index.html's time says that there is one. */
function pages(dist) {
  let handler;
  let html;
  let builtAt;
  return (request, response) => {
    const index = statSync(`${dist}/index.html`, { throwIfNoEntry: false });
    if (!index) return send(response, 503, 'text/html; charset=utf-8', NOT_BUILT);
    if (builtAt !== index.mtimeMs) {
      builtAt = index.mtimeMs;
      html = readFileSync(`${dist}/index.html`, 'utf8');
      handler = sirv(dist, {
        brotli: true, // the build puts .br and .gz beside its scripts and styles
        gzip: true,
        setHeaders: (to, path) =>
          to.setHeader(
            'Cache-Control',
            path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          ),
      });
    }
    const path = pathOf(request);
    if (!FILE.test(path)) return send(response, 200, 'text/html; charset=utf-8', pageAt(path, html), 'no-cache');
    return handler(request, response, () => send(response, 404, 'text/plain; charset=utf-8', 'Not found\n'));
  };
}

function backendAway(path, error, to) {
  log('WARNING', `${path}: the backend does not answer (${error.code ?? 'no answer'})`);
  if (!('writeHead' in to)) return to.destroy();
  if (to.headersSent) return to.destroy();
  return send(to, 502, 'application/problem+json', BACKEND_AWAY);
}

/** Answers what is no request in the form of every error, and closes the connection. */
function refuse({ code: reason }, socket) {
  if (reason === 'ECONNRESET' || !socket.writable) return socket.destroy();
  const [status, title, code, detail, hint] = REFUSALS[reason] ?? NOT_HTTP;
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail, hint, errors: [] });
  const head = `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json\r\nCache-Control: no-store\r\n`;
  return socket.end(`${head}Connection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** The server, not yet listening. */
export function createDashboard({ dist, backendPort, silentForMs = SILENT_FOR_MS, isTrusted = () => false }) {
  const proxy = createProxyServer({ target: { host: '127.0.0.1', port: backendPort, protocol: 'http:' } });
  proxy.on('error', (error, request, to) => backendAway(pathOf(request), error, to));
  const servePages = pages(dist);

  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    if (PROXIED.test(pathOf(request))) {
      introduce(request, isTrusted);
      // A live picture may pause for as long as its camera does.
      return proxy.web(request, response, pathOf(request).startsWith('/stream') ? {} : { proxyTimeout: silentForMs });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return send(response, 405, 'text/plain; charset=utf-8', 'Only GET and HEAD\n');
    }
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    return servePages(request, response);
  });
  server.on('clientError', refuse);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!pathOf(request).startsWith('/socket.io/')) return socket.destroy();
    introduce(request, isTrusted);
    return proxy.ws(request, socket, head, {});
  });
  return server;
}

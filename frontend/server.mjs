// The dashboard's server process.
//   PORT (3000), HOST (0.0.0.0), BACKEND_PORT (5000), TRUSTED_PROXIES ()
import { fileURLToPath } from 'node:url';
import { createDashboard } from './server/dashboard.mjs';
import { log } from './server/log.mjs';
import { trusting } from './server/proxies.mjs';

const STOP_WITHIN_MS = 4_000;

/** A port number, or an error at start: a server on a wrong port looks like a server that is down. */
function port(name, fallback) {
  const value = Number(process.env[name] || fallback);
  if (Number.isInteger(value) && value > 0 && value < 65536) return value;
  log('ERROR', `${name} is ${JSON.stringify(process.env[name])}; it must be a port number, 1 to 65535.`);
  return process.exit(1);
}

/** The trusted proxies, or an error at start: without them all clients would look like one. */
function trustedProxies() {
  try {
    return trusting(process.env.TRUSTED_PROXIES ?? '');
  } catch {
    log(
      'ERROR',
      `TRUSTED_PROXIES is ${JSON.stringify(process.env.TRUSTED_PROXIES)}; it must be addresses or networks, with commas.`,
    );
    return process.exit(1);
  }
}

function main() {
  const listenPort = port('PORT', 3000);
  const host = process.env.HOST || '0.0.0.0';
  const backendPort = port('BACKEND_PORT', 5000);
  const sockets = new Set();
  const dist = fileURLToPath(new URL('./dist', import.meta.url));
  const server = createDashboard({ dist, backendPort, isTrusted: trustedProxies() });

  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('error', (error) => {
    if (error.code === 'EADDRINUSE')
      log('ERROR', `Port ${listenPort} is already in use. Stop what uses it, or set PORT to another one.`);
    else log('ERROR', `The dashboard cannot listen on ${host}:${listenPort}: ${error.message}`);
    process.exit(1);
  });
  server.listen(listenPort, host, () =>
    log('INFO', `dashboard on http://${host}:${listenPort}, backend on port ${backendPort}`),
  );

  const stop = (signal) => {
    log('INFO', `${signal}: stopping`);
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    // Live pictures and sockets never end by themselves.
    setTimeout(() => sockets.forEach((socket) => socket.destroy()), STOP_WITHIN_MS / 4).unref();
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main();

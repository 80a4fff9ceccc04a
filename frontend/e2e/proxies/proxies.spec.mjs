import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

// Each of PROXIES, `{name, url, transport}` in JSON, leads to one dashboard with the camera CAMERA_NAME.
const proxies = JSON.parse(process.env.PROXIES);
const camera = process.env.CAMERA_NAME;
const UNHEALTHY = /status of 503/; // no detector runs here, and /health says so
const BLOCKED = /WebSocket connection to .* failed/;
/** A request of the session that was given up for one without WebSocket. */
const SESSION_LOST = /status of 400/;
const TEXTS = { websocket: 'WebSocket', polling: 'Long polling, because a proxy in between passes no WebSocket' };

for (const { name, url, transport } of proxies)
  test(`${name}: live pictures and states come by ${transport}, and every address works`, { timeout: 60_000 }, () =>
    onDashboard(
      { name, baseURL: url, allowed: transport === 'polling' ? [UNHEALTHY, BLOCKED, SESSION_LOST] : [UNHEALTHY] },
      async (app) => {
        const elsewhere = [];
        app.page.on('request', (request) => {
          if (/^(http|ws)/.test(request.url()) && !request.url().startsWith(url)) elsewhere.push(request.url());
        });
        await loggedIn(app);
        await app.camera.moves(camera);
        await app.camera.isLive();
        await app.page.getByRole('link', { name: `Open ${camera}` }).click();
        await app.page.reload();
        await app.camera.moves(camera);
        await app.page.goto('./violations', { waitUntil: 'domcontentloaded' });
        await app.page.getByRole('link', { name: /Helmet missing/ }).click();
        await app.page.reload();
        assert.ok((await app.violation.wideWidth()) > 0);
        await app.shell.goTo('System');
        await app.page.getByText(TEXTS[transport], { exact: true }).waitFor();
        assert.deepEqual(elsewhere, [], 'every address lies below the one that was opened');
      },
    ),
  );

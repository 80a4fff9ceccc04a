import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard, settings } from '../fixtures/dashboard.mjs';

// Needs CONTROL_URL: POST /stop and /start switch the RTSP camera off and on.
const control = process.env.CONTROL_URL;
const REFUSED = /Failed to load resource/;

test(
  'the picture stays through a change of mode, and comes back after the camera was away',
  { timeout: 300_000, skip: control ? false : 'CONTROL_URL is not set' },
  () =>
    onDashboard({ name: 'modes', allowed: [REFUSED] }, async (app) => {
      const name = `Yard ${Date.now()}`;
      await loggedIn(app);
      await app.cameras.openForm();
      await app.cameras.fill({ name, source: settings().rtsp });
      await app.cameras.save();
      await app.cameras.appears(name);
      await app.cameras.openLive(name);

      await app.camera.moves(name);
      await app.camera.isLive();
      await app.camera.noteStatuses();
      await app.camera.setMode(name, 'stream');
      await app.camera.plays();
      await app.camera.setMode(name, 'detect');
      await app.camera.drawsBoxes();
      await app.camera.moves(name);
      await app.camera.setMode(name, 'stream');
      await app.camera.plays();
      assert.deepEqual(await app.camera.statuses(), ['live'], 'the tile never stopped being live');

      await fetch(`${control}/stop`, { method: 'POST' });
      await app.camera.isNotLive();
      await fetch(`${control}/start`, { method: 'POST' });
      await app.camera.plays();
      await app.camera.isLive();

      await app.shell.goTo('Cameras');
      await app.cameras.remove(name);
      await app.cameras.isGone(name);
    }),
);

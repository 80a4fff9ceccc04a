import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loggedIn, onDashboard, settings } from '../fixtures/dashboard.mjs';

test('a camera is added, its picture moves, and a violation arrives by itself', { timeout: 300_000 }, () =>
  onDashboard({ name: 'camera_to_violation' }, async (app) => {
    const name = `Gate ${Date.now()}`;
    await loggedIn(app);

    await app.cameras.openForm();
    await app.cameras.fill({ name, source: settings().rtsp });
    assert.match(await app.cameras.test(), /Connection works[^]*\d+ × \d+/);
    assert.ok((await app.cameras.snapshotWidth()) > 0, 'the snapshot has a picture');
    await app.cameras.save();
    await app.cameras.appears(name);

    await app.cameras.openLive(name);
    await app.shell.mark();
    await app.camera.moves(name);
    await app.camera.isLive();

    await app.camera.violationArrives();
    assert.ok(await app.shell.isMarked(), 'it arrived without a reload');
    await app.camera.openNewest();
    assert.ok((await app.violation.wideWidth()) > 0, 'the wide picture has loaded');
    assert.match(await app.violation.heading(), /^(Helmet|Vest) missing$/);
    assert.ok((await app.violation.words()).includes(name), 'it names the camera');

    await app.violation.close();
    await app.shell.goTo('Cameras');
    await app.cameras.remove(name);
    await app.cameras.isGone(name);
  }),
);

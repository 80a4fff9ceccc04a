// A second person: invited by link, limited to one camera, and what the audit keeps of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, ask } from '../fixtures/ask.mjs';
import { loggedIn, onDashboard } from '../fixtures/dashboard.mjs';

const PASSWORD = 'forklift teapot marble';

test('a viewer who joins by link sees one camera and administers nothing', { timeout: 120_000 }, () =>
  onDashboard({ name: 'access', allowed: [/status of 4(00|01|04|10)/] }, async (app) => {
    const { page, sites, users } = app;
    const stamp = Date.now();
    const name = `Rina ${stamp}`;
    const email = `rina.${stamp}@example.com`;
    await loggedIn(app);
    const add = (camera) => ask(page, 'POST', '/api/cameras', { name: camera, source: 'demo:warehouse' });
    const [shown, hidden] = [await add(`Gate ${stamp}`), await add(`Dock ${stamp}`)];
    try {
      await users.open();
      const link = await users.invite({ name, email, role: 'Viewer', camera: shown.name });
      assert.match(link, /\/welcome#.{20,}$/);
      await users.isInvited(name);

      const viewer = await app.fresh();
      await viewer.welcome.open(link);
      await viewer.welcome.join('too short');
      await viewer.welcome.fieldError(/Too short: 9 of at least 12/);
      await viewer.welcome.join('password1234');
      await viewer.welcome.fieldError(/among the first that are guessed/);
      await viewer.welcome.join(PASSWORD);
      await viewer.shell.ready();
      assert.equal(new URL(viewer.page.url()).hash, '', 'the token stays in the address');

      await viewer.shell.goTo('Cameras');
      await viewer.cameras.appears(shown.name);
      assert.equal(await viewer.page.getByText(hidden.name).count(), 0);
      assert.equal((await answerTo(viewer.page, 'GET', `/api/cameras/${hidden.id}`)).status, 404);
      assert.equal(await viewer.page.getByRole('link', { name: 'Administration' }).count(), 0);
      await viewer.page.goto('/administration/users', { waitUntil: 'domcontentloaded' });
      await viewer.page
        .getByText(/Your role may not do this/)
        .first()
        .waitFor();
      assert.equal(await viewer.page.getByRole('link', { name: 'Invite' }).count(), 0);

      const again = await app.fresh();
      await again.welcome.open(link);
      await again.welcome.refusal('This link was used');
      await again.login.open();
      await again.login.logIn(email, PASSWORD);
      await again.shell.ready();

      await users.open();
      assert.match(await users.words(name), new RegExp(`Viewer[^]*Gate ${stamp}`));
      await users.disable(name);
      await users.undo(name);
      await sites.openAudit(`actor=${encodeURIComponent(name)}`);
      for (const action of ['Link used', 'Logged in'])
        assert.match(await sites.newestEntry(action), new RegExp(name), `the audit page: ${action}`);
      await users.open();
      await users.remove(name);
    } finally {
      for (const { id } of [shown, hidden]) await ask(page, 'DELETE', `/api/cameras/${id}`);
    }
  }),
);

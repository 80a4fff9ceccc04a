import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onDashboard, settings } from '../fixtures/dashboard.mjs';

test('a wrong password is explained, and the e-mail stays', { timeout: 60_000 }, () =>
  onDashboard({ name: 'wrong_password', allowed: [/status of 401/] }, async (app) => {
    const { email } = settings();
    await app.login.open();
    await app.login.logIn(email, 'certainly not the password');
    assert.match(await app.login.problem(), /Wrong e-mail or password/);
    assert.equal(await app.login.email(), email);
  }),
);

// @vitest-environment node
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../server.mjs', import.meta.url));

function start(env) {
  const child = spawn(process.execPath, [script], { env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...env } });
  let output = '';
  const collect = (data) => {
    output += data;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const lines = () =>
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const ended = new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({
        code,
        output: lines()
          .map((line) => line.message)
          .join('\n'),
        lines: lines(),
      }),
    ),
  );
  return { child, ended };
}

const takePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve({ server, port: server.address().port }));
  });

it('says which port is in use and leaves with 1', async () => {
  const { server, port } = await takePort();
  const { code, output } = await start({ PORT: String(port) }).ended;
  server.close();
  expect([code, output]).toEqual([1, expect.stringContaining(`Port ${port} is already in use`)]);
});

it('says that a port is no port', async () => {
  const { code, output } = await start({ PORT: 'http' }).ended;
  expect([code, output]).toEqual([1, expect.stringContaining('PORT is "http"')]);
});

it('writes one JSON object a line', async () => {
  const { child, ended } = start({ PORT: 'http' });
  const { lines } = await ended;
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      process: 'frontend',
      pid: child.pid,
      at: expect.stringMatching(/\+00:00$/),
    }),
  ]);
});

it.each(['SIGINT', 'SIGTERM'])('stops on %s', async (signal) => {
  const { server, port } = await takePort();
  await new Promise((resolve) => server.close(resolve));
  const { child, ended } = start({ PORT: String(port) });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill(signal);
  expect((await ended).code).toBe(0);
});

// A stand-in for the backend, for working on the dashboard: node e2e/mock/backend.mjs [port].
// Log in as anybody with the password "correct horse". MOCK_EMPTY=1 starts without cameras and violations,
// MOCK_ROLE=officer or viewer logs in as one.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { api } from './api.mjs';
import { loadClip, peopleAt, violations as script } from './clip.mjs';
import { State } from './state.mjs';

const clip = loadClip('warehouse');
const night = loadClip('warehouse_night');
const io = { live: null };
const state = new State(clip, peopleAt, (event, data) => io.live?.emit(event, data));
const answer = api(state);

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  const picture = /^\/api\/violations\/([\w-]+)\/(crop|wide)\.jpg$/.exec(url.pathname);
  if (picture)
    return response
      .writeHead(200, { 'Content-Type': 'image/jpeg' })
      .end(state.pictures.get(`${picture[1]}/${picture[2]}`));
  if (/^\/stream\/\d+\/snapshot\.jpg$/.test(url.pathname))
    return response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end(state.snapshot());
  const authorised = request.headers.authorization === 'Bearer mock';
  const body = await bodyOf(request);
  const [status, data] = answer({
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    body,
    authorised,
  });
  const headers = {
    'Content-Type': status < 400 ? 'application/json' : 'application/problem+json',
    ...(status === 429 && { 'Retry-After': '42' }),
  };
  return response.writeHead(status, headers).end(data === null ? '' : JSON.stringify(data));
});

const sockets = new Server(server);
io.live = sockets.of('/live');
io.live.use((socket, next) =>
  next(socket.handshake.auth.token === 'mock' ? undefined : new Error('not_authenticated')),
);
io.live.on('connection', (socket) => {
  socket.on('watch', ({ camera_id: id }, ack) => {
    socket.join(`camera-${id}`);
    ack({ ok: true });
  });
  socket.on('unwatch', ({ camera_id: id }, ack) => {
    socket.leave(`camera-${id}`);
    ack({ ok: true });
  });
});

let tick = 0;
const open = new Map();
function step() {
  tick += 1;
  for (const camera of state.cameras.filter((c) => c.state === 'live' && c.enabled)) {
    const index = (tick + camera.id * 31) % clip.frames.length;
    const source = camera.id === 8 ? night : clip;
    const people = camera.mode_now === 'detect' ? peopleAt(index) : [];
    const slow = camera.mode_now === 'stream' && tick % 5 !== 0;
    camera.people = people.length;
    camera.last_frame_at = new Date().toISOString();
    if (!slow)
      io.live.to(`camera-${camera.id}`).emit(
        'frame',
        {
          camera_id: camera.id,
          seq: tick,
          at: camera.last_frame_at,
          width: 960,
          height: 540,
          judged: camera.mode_now === 'detect',
          mode: camera.mode_now,
          people,
          jpeg: source.frames[index % source.frames.length],
        },
        () => {},
      );
    if (camera.mode_now === 'detect') violationsOf(camera, index, people);
    if (tick % 5 === 0) io.live.emit('camera', camera);
  }
}

function violationsOf(camera, index, people) {
  for (const entry of script) {
    const key = `${camera.id}-${entry.person}-${entry.item}`;
    const person = people.find((p) => p.id === entry.person);
    if (index === entry.opensAt && person) {
      open.set(key, state.open(camera.id, entry.item, person, index));
      io.live.emit('violation', { kind: 'opened', violation: open.get(key) });
    }
    if (index >= entry.closesAt && open.has(key)) {
      io.live.emit('violation', {
        kind: 'closed',
        violation: state.close(open.get(key), entry.item === 'helmet' ? 'worn' : 'left'),
      });
      open.delete(key);
    }
    camera.open_violations = [...open.keys()].filter((k) => k.startsWith(`${camera.id}-`)).length;
  }
}

function yesterday() {
  for (let n = 120; n > 0; n -= 1) {
    const entry = script[n % script.length];
    const index = entry.opensAt + (n % 7) * 3;
    const person = peopleAt(index).find((p) => p.id === entry.person);
    if (!person) continue;
    const at = new Date(Date.now() - n * 17 * 60_000);
    state.close(
      state.open([1, 2, 3][n % 3], entry.item, person, index, at),
      ['worn', 'left', 'stopped'][n % 3],
      new Date(at.getTime() + 90_000),
    );
  }
}

if (!process.env.MOCK_EMPTY) yesterday();
setInterval(() => io.live.emit('alive', { at: new Date().toISOString() }), 1_000);
setInterval(step, 200);
setInterval(() => state.follow(), 5_000);
server.listen(Number(process.argv[2] ?? 5099), '127.0.0.1', () => console.log('mock backend ready'));

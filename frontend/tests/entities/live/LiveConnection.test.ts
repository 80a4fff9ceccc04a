import { expect, it, vi } from 'vitest';
import { LiveConnection, type LiveSocket } from '@/entities/live/LiveConnection';
import type { LiveFrame } from '@/types/live';

class FakeSocket {
  connected = false;
  active = true;
  sent: [string, number][] = [];
  private readonly listeners = new Map<string, ((...args: unknown[]) => void)[]>();
  on(event: string, listener: (...args: unknown[]) => void) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  onAny = (listener: () => void) => void (this.any = listener);
  private any: () => void = () => undefined;
  asked: (boolean | undefined)[] = [];
  emit(event: string, { camera_id: id, video }: { camera_id: number; video?: boolean }) {
    this.sent.push([event, id]);
    if (event === 'watch') this.asked.push(video);
  }
  say(event: string, ...args: unknown[]) {
    if (event === 'connect') this.connected = true;
    if (event !== 'connect') this.any();
    this.listeners.get(event)?.forEach((listener) => listener(...args));
  }
  connect = vi.fn();
  close = vi.fn();
}

const connect = () => {
  const socket = new FakeSocket();
  return { socket, connection: new LiveConnection('token', socket as unknown as LiveSocket) };
};
const frame = { camera_id: 1 } as LiveFrame;
const settled = () => new Promise((resolve) => setTimeout(resolve));

it('watches a camera once for two viewers, and unwatches with the last', () => {
  const { socket, connection } = connect();
  socket.say('connect');
  const [first, second] = [connection.watch(1, vi.fn()), connection.watch(1, vi.fn())];
  first();
  expect(socket.sent).toEqual([['watch', 1]]);
  second();
  expect(socket.sent).toEqual([
    ['watch', 1],
    ['unwatch', 1],
  ]);
});

it('watches again after the connection was lost', () => {
  const { socket, connection } = connect();
  connection.watch(1, vi.fn());
  socket.say('connect');
  socket.say('connect');
  expect(socket.sent).toEqual([
    ['watch', 1],
    ['watch', 1],
  ]);
});

it('acknowledges a frame only after it was drawn', async () => {
  const { socket, connection } = connect();
  let drawn: () => void = vi.fn();
  connection.watch(
    1,
    () =>
      new Promise((resolve) => {
        drawn = resolve;
      }),
  );
  const acknowledge = vi.fn();
  socket.say('frame', frame, acknowledge);
  await settled();
  expect(acknowledge).not.toHaveBeenCalled();
  drawn();
  await settled();
  expect(acknowledge).toHaveBeenCalledOnce();
});

it('acknowledges a frame that could not be drawn, or that nobody watches', async () => {
  const { socket, connection } = connect();
  const acknowledge = vi.fn();
  socket.say('frame', { ...frame, camera_id: 2 }, acknowledge);
  connection.watch(1, () => Promise.reject(new Error('not a picture')));
  socket.say('frame', frame, acknowledge);
  await settled();
  expect(acknowledge).toHaveBeenCalledTimes(2);
});

it('tries again when the server closed the connection', () => {
  vi.useFakeTimers();
  const { socket } = connect();
  socket.active = false;
  socket.say('disconnect');
  vi.advanceTimersByTime(5_000);
  expect(socket.connect).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

it('asks for video where it is played, and for pictures where this browser cannot', () => {
  const { socket, connection } = connect();
  socket.say('connect');
  connection.watch(1, vi.fn());
  const video = vi.fn(() => true);
  const picture = vi.fn();
  connection.watchVideo(1, { video, picture });
  expect(socket.asked).toEqual([false, true]);
  const acknowledge = vi.fn();
  socket.say('video', { camera_id: 1, kind: 'init' }, acknowledge);
  expect(video).toHaveBeenCalledOnce();
  expect(acknowledge).toHaveBeenCalledOnce();
  video.mockReturnValue(false);
  socket.say('video', { camera_id: 1, kind: 'none' }, acknowledge);
  expect(socket.asked).toEqual([false, true, false]);
  socket.say('frame', frame, vi.fn());
  expect(picture).toHaveBeenCalledOnce();
});

it('notices within three seconds that a connection that stands is silent, and that it is not any more', () => {
  vi.useFakeTimers();
  const { socket, connection } = connect();
  const heard: boolean[] = [];
  connection.onSilence = (silent) => void heard.push(silent);
  socket.say('connect');
  for (let second = 0; second < 5; second += 1) {
    vi.advanceTimersByTime(1_000);
    socket.say('alive', { at: '' });
  }
  vi.advanceTimersByTime(2_400);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(600);
  expect(heard).toEqual([true]);
  socket.say('alive', { at: '' });
  expect(heard).toEqual([true, false]);
  connection.close();
  vi.useRealTimers();
});

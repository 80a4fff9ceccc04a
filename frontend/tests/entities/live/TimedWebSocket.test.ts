import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A browser's WebSocket whose other end is the test. */
class FakeWebSocket {
  static last: FakeWebSocket;
  onopen: () => void = vi.fn();
  onmessage: (event: { data: string }) => void = vi.fn();
  onclose: () => void = vi.fn();
  onerror: () => void = vi.fn();
  send = vi.fn();
  close = vi.fn();
  constructor() {
    FakeWebSocket.last = this;
  }
}

const open = async () => {
  vi.stubGlobal('WebSocket', FakeWebSocket); // before the library keeps the browser's
  vi.resetModules();
  const { TimedWebSocket } = await import('@/entities/live/TimedWebSocket');
  const failed = vi.fn();
  const transport = new TimedWebSocket({ hostname: 'x', query: {}, socket: { binaryType: 'arraybuffer' } });
  transport.on('error', failed);
  transport.open();
  FakeWebSocket.last.onopen();
  return { transport, failed, ws: FakeWebSocket.last };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('gives up a WebSocket that was accepted and stays silent', async () => {
  const { failed } = await open();
  vi.advanceTimersByTime(10_000);
  expect(failed).toHaveBeenCalledOnce();
});

it('keeps one that has answered, however quiet it is afterwards', async () => {
  const { failed, ws } = await open();
  ws.onmessage({ data: '3probe' });
  vi.advanceTimersByTime(60_000);
  expect(failed).not.toHaveBeenCalled();
});

it('waits no longer for one that was closed', async () => {
  const { failed, transport } = await open();
  transport.close();
  vi.advanceTimersByTime(60_000);
  expect(failed).not.toHaveBeenCalled();
});

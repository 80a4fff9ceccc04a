import { beforeEach, expect, it, vi } from 'vitest';
import { VideoPlayer } from '@/features/live/lib/VideoPlayer';
import type { LiveVideo } from '@/types/live';

class FakeBuffer extends EventTarget {
  updating = false;
  appended: ArrayBuffer[] = [];
  appendBuffer(data: ArrayBuffer) {
    this.appended.push(data);
    this.updating = true;
  }
  remove = vi.fn();
  done() {
    this.updating = false;
    this.dispatchEvent(new Event('updateend'));
  }
}

class FakeSource extends EventTarget {
  static last: FakeSource;
  static isTypeSupported = (mime: string) => mime.includes('avc1');
  readyState = 'closed';
  buffer = new FakeBuffer();
  constructor() {
    super();
    FakeSource.last = this;
  }
  addSourceBuffer = () => this.buffer;
  open() {
    this.readyState = 'open';
    this.dispatchEvent(new Event('sourceopen'));
  }
}

const piece = (kind: LiveVideo['kind'], change: Partial<LiveVideo> = {}): LiveVideo => ({
  camera_id: 1,
  kind,
  run: 'a',
  number: 0,
  at: '',
  mime: 'video/mp4; codecs="avc1.64001f"',
  width: 320,
  height: 240,
  key: true,
  data: new TextEncoder().encode(kind + String(change.number ?? '')).buffer,
  ...change,
});
const text = (data: ArrayBuffer[]) => data.map((part) => new TextDecoder().decode(part));

const ready = () => {
  const element = document.createElement('video');
  const buffered = { length: 0, start: () => 0, end: () => 0 };
  Object.defineProperty(element, 'buffered', { get: () => buffered });
  Object.assign(element, { requestVideoFrameCallback: vi.fn(), play: vi.fn(() => Promise.resolve()), load: vi.fn() });
  const callbacks = { picture: vi.fn(), broken: vi.fn(), unplayable: vi.fn() };
  return {
    element,
    buffered,
    callbacks,
    player: new VideoPlayer(element, callbacks.picture, callbacks.broken, callbacks.unplayable),
  };
};

beforeEach(() => {
  vi.stubGlobal('MediaSource', FakeSource);
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:video', revokeObjectURL: vi.fn() }));
});

it('appends the initialisation and then each part, one at a time', () => {
  const { player } = ready();
  expect(player.take(piece('init'))).toBe(true);
  player.take(piece('part', { number: 1 }));
  player.take(piece('part', { number: 2 }));
  const { last } = FakeSource;
  last.open();
  expect(text(last.buffer.appended)).toEqual(['init']);
  last.buffer.done();
  last.buffer.done();
  expect(text(last.buffer.appended)).toEqual(['init', 'part1', 'part2']);
});

it('says when this browser cannot play it, so that pictures are asked for', () => {
  const { player } = ready();
  expect(player.take(piece('none'))).toBe(false);
  expect(player.take(piece('init', { mime: 'video/mp4; codecs="hev1.1.6.L93.B0"' }))).toBe(false);
});

it('leaves out parts of another run', () => {
  const { player } = ready();
  player.take(piece('init'));
  FakeSource.last.open();
  FakeSource.last.buffer.done();
  player.take(piece('part', { run: 'b' }));
  expect(text(FakeSource.last.buffer.appended)).toEqual(['init']);
});

it('jumps to what happens now when it has fallen behind', () => {
  const { player, element, buffered } = ready();
  player.take(piece('init'));
  FakeSource.last.open();
  Object.assign(buffered, { length: 1, end: () => 9 });
  FakeSource.last.buffer.done();
  expect(element.currentTime).toBeGreaterThan(8);
});

it('asks for a new run when the buffer refuses a part', () => {
  const { player, callbacks } = ready();
  player.take(piece('init'));
  FakeSource.last.open();
  FakeSource.last.buffer.done();
  FakeSource.last.buffer.appendBuffer = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  player.take(piece('part'));
  expect(callbacks.broken).toHaveBeenCalledOnce();
});

it('asks for pictures when the element refuses the video, but not after it was closed', () => {
  const { player, element, callbacks } = ready();
  player.take(piece('init'));
  element.dispatchEvent(new Event('error'));
  expect(callbacks.unplayable).toHaveBeenCalledOnce();
  player.close();
  element.dispatchEvent(new Event('error'));
  expect(callbacks.unplayable).toHaveBeenCalledOnce();
});

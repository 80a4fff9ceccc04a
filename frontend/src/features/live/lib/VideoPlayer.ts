import type { LiveVideo } from '@/types/live';

/** Maximum lag behind the newest picture before playback jumps, s. Less interrupts more often, more shows the past. */
const MAX_LAG_SECONDS = 1.5;
/** Lag after a jump, s: one and a half parts. */
const LAG_AFTER_JUMP_SECONDS = 0.3;
/** Played video that stays in the buffer, s. A browser refuses new parts when its buffer is full. */
const KEPT_SECONDS = 8;

export const canPlayVideo = (): boolean =>
  typeof MediaSource !== 'undefined' && 'requestVideoFrameCallback' in HTMLVideoElement.prototype;

/**
 * Plays one camera's encoded video in a video element, close to its newest picture.
 *
 * `onPicture` is called for every picture that is shown, `onBroken` when playback cannot continue and a new run is
 * needed, `onUnplayable` when the browser refuses this camera's video.
 */
export class VideoPlayer {
  private source: MediaSource | null = null;
  private buffer: SourceBuffer | null = null;
  private url = '';
  private run = '';
  private queue: ArrayBuffer[] = [];
  private closed = false;

  constructor(
    private readonly element: HTMLVideoElement,
    private readonly onPicture: () => void,
    private readonly onBroken: () => void,
    private readonly onUnplayable: () => void,
  ) {
    element.muted = true;
    element.addEventListener('error', this.refused);
    const shown = () => {
      if (this.closed) return;
      this.onPicture();
      element.requestVideoFrameCallback(shown);
    };
    element.requestVideoFrameCallback(shown);
  }

  /** Take the next piece; false if this browser cannot play it. */
  take(piece: LiveVideo): boolean {
    if (piece.kind === 'part') {
      if (piece.run === this.run) this.append(piece.data);
      return true;
    }
    if (piece.kind === 'none' || !MediaSource.isTypeSupported(piece.mime)) return false;
    this.begin(piece);
    return true;
  }

  close(): void {
    this.closed = true;
    this.end();
    this.element.removeEventListener('error', this.refused);
    this.element.removeAttribute('src');
    this.element.load();
  }

  private readonly refused = (): void => {
    if (this.run !== '') this.onUnplayable();
  };

  private begin(piece: LiveVideo): void {
    this.end();
    this.run = piece.run;
    this.queue = [piece.data];
    const source = new MediaSource();
    this.source = source;
    this.url = URL.createObjectURL(source);
    source.addEventListener(
      'sourceopen',
      () => {
        if (this.source !== source) return;
        this.buffer = source.addSourceBuffer(piece.mime);
        this.buffer.addEventListener('updateend', () => this.next());
        this.buffer.addEventListener('error', () => this.fail());
        this.next();
      },
      { once: true },
    );
    this.element.src = this.url;
  }

  private end(): void {
    this.source = this.buffer = null;
    this.run = '';
    this.queue = [];
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
  }

  private append(data: ArrayBuffer): void {
    this.queue.push(data);
    this.next();
  }

  /** One operation at a time: the buffer accepts nothing while it is updating. */
  private next(): void {
    const { buffer } = this;
    if (!buffer || buffer.updating || this.source?.readyState !== 'open') return;
    this.follow();
    const waiting = this.queue.shift();
    try {
      if (waiting !== undefined) buffer.appendBuffer(waiting);
      else this.forget(buffer);
    } catch {
      this.fail();
    }
  }

  /** Limit the lag behind the newest picture. */
  private follow(): void {
    const { buffered } = this.element;
    if (buffered.length === 0) return;
    const newest = buffered.end(buffered.length - 1);
    if (
      newest - this.element.currentTime > MAX_LAG_SECONDS ||
      this.element.currentTime < buffered.start(buffered.length - 1)
    ) {
      this.element.currentTime = Math.max(buffered.start(buffered.length - 1), newest - LAG_AFTER_JUMP_SECONDS);
    }
    if (this.element.paused) void this.element.play().catch(() => undefined);
  }

  private forget(buffer: SourceBuffer): void {
    const { buffered, currentTime } = this.element;
    if (buffered.length > 0 && currentTime - buffered.start(0) > 2 * KEPT_SECONDS)
      buffer.remove(buffered.start(0), currentTime - KEPT_SECONDS);
  }

  private fail(): void {
    if (this.closed) return;
    this.end();
    this.onBroken();
  }
}

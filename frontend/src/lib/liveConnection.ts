import { io, type Socket } from 'socket.io-client';
import type { Camera, LiveFrame, ViolationEvent } from '@/types/api';

export type ConnectionStatus = 'connecting' | 'connected' | 'lost';

interface ServerEvents {
  camera: (camera: Camera) => void;
  camera_removed: (removed: { id: number }) => void;
  violation: (event: ViolationEvent) => void;
  frame: (frame: LiveFrame, acknowledge?: () => void) => void;
}

interface ClientEvents {
  watch: (camera: { camera_id: number }, acknowledge: (answer: { ok: boolean; code?: string }) => void) => void;
  unwatch: (camera: { camera_id: number }, acknowledge: () => void) => void;
}

export type LiveSocket = Socket<ServerEvents, ClientEvents>;
export type FrameHandler = (frame: LiveFrame) => Promise<void>;

const REFUSED_RETRY_MS = 3_000;

/** The one connection to `/live`. Whoever shows a camera watches it; the last one to leave unwatches. */
export class LiveConnection {
  readonly socket: LiveSocket;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly handlers = new Map<number, Set<FrameHandler>>();

  constructor(token: string, socket?: LiveSocket) {
    this.socket = socket ?? io('/live', { auth: { token }, transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
    this.socket.on('connect', () => this.watchAll());
    this.socket.on('disconnect', () => this.comeBack());
    this.socket.on('connect_error', () => this.comeBack());
    this.socket.on('frame', (frame, acknowledge) => void this.show(frame, acknowledge));
  }

  /** Pictures of this camera go to `handler` until the returned function is called. */
  watch(cameraId: number, handler: FrameHandler): () => void {
    const handlers = this.handlers.get(cameraId) ?? new Set();
    this.handlers.set(cameraId, handlers.add(handler));
    if (handlers.size === 1) this.ask(cameraId);
    return () => {
      handlers.delete(handler);
      if (handlers.size > 0) return;
      this.handlers.delete(cameraId);
      if (this.socket.connected) this.socket.emit('unwatch', { camera_id: cameraId }, () => undefined);
    };
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.handlers.clear();
    this.socket.close();
  }

  /** Watch, and ask again when the server could not for now; a camera that is gone stays so. */
  private ask(cameraId: number): void {
    if (!this.socket.connected || !this.handlers.has(cameraId)) return;
    this.socket.emit('watch', { camera_id: cameraId }, ({ ok, code }) => {
      if (!ok && code !== 'not_found') setTimeout(() => this.ask(cameraId), REFUSED_RETRY_MS);
    });
  }

  /** The library does not try again by itself after the server has refused or closed a connection. */
  private comeBack(): void {
    if (this.closed || this.socket.active) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.socket.connect(), REFUSED_RETRY_MS);
  }

  /** A new connection knows nothing of what the old one watched. */
  private watchAll(): void {
    for (const cameraId of this.handlers.keys()) this.ask(cameraId);
  }

  /** Acknowledged after it was drawn, or could not be: an unacknowledged picture holds back the next ones. */
  private async show(frame: LiveFrame, acknowledge?: () => void): Promise<void> {
    const handlers = [...(this.handlers.get(frame.camera_id) ?? [])];
    await Promise.allSettled(handlers.map((handler) => handler(frame)));
    acknowledge?.();
  }
}

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
  watch: (camera: { camera_id: number }, acknowledge: () => void) => void;
  unwatch: (camera: { camera_id: number }, acknowledge: () => void) => void;
}

export type LiveSocket = Socket<ServerEvents, ClientEvents>;
export type FrameHandler = (frame: LiveFrame) => Promise<void>;

/** The one connection to `/live`. Whoever shows a camera watches it; the last one to leave unwatches. */
export class LiveConnection {
  readonly socket: LiveSocket;
  private readonly handlers = new Map<number, Set<FrameHandler>>();

  constructor(token: string, socket?: LiveSocket) {
    this.socket = socket ?? io('/live', { auth: { token }, transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
    this.socket.on('connect', () => this.watchAll());
    this.socket.on('frame', (frame, acknowledge) => void this.show(frame, acknowledge));
  }

  /** Pictures of this camera go to `handler` until the returned function is called. */
  watch(cameraId: number, handler: FrameHandler): () => void {
    const handlers = this.handlers.get(cameraId) ?? new Set();
    this.handlers.set(cameraId, handlers.add(handler));
    if (handlers.size === 1 && this.socket.connected) this.tell('watch', cameraId);
    return () => {
      handlers.delete(handler);
      if (handlers.size > 0) return;
      this.handlers.delete(cameraId);
      if (this.socket.connected) this.tell('unwatch', cameraId);
    };
  }

  close(): void {
    this.handlers.clear();
    this.socket.close();
  }

  private tell(word: 'watch' | 'unwatch', cameraId: number): void {
    this.socket.emit(word, { camera_id: cameraId }, () => undefined);
  }

  /** A new connection knows nothing of what the old one watched. */
  private watchAll(): void {
    for (const cameraId of this.handlers.keys()) this.tell('watch', cameraId);
  }

  /** Acknowledged after it was drawn, or could not be: an unacknowledged picture holds back the next ones. */
  private async show(frame: LiveFrame, acknowledge?: () => void): Promise<void> {
    const handlers = [...(this.handlers.get(frame.camera_id) ?? [])];
    await Promise.allSettled(handlers.map((handler) => handler(frame)));
    acknowledge?.();
  }
}

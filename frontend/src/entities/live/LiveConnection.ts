import { io, type Socket } from 'socket.io-client';
import type { Camera } from '@/types/api';
import type { LiveFrame, LiveVideo, ViolationEvent } from '@/types/live';

export type ConnectionStatus = 'connecting' | 'connected' | 'lost';

interface ServerEvents {
  camera: (camera: Camera) => void;
  camera_removed: (removed: { id: number }) => void;
  violation: (event: ViolationEvent) => void;
  frame: (frame: LiveFrame, acknowledge?: () => void) => void;
  video: (piece: LiveVideo, acknowledge?: () => void) => void;
}

interface ClientEvents {
  watch: (
    camera: { camera_id: number; video: boolean },
    acknowledge: (answer: { ok: boolean; code?: string }) => void,
  ) => void;
  unwatch: (camera: { camera_id: number }, acknowledge: () => void) => void;
}

export type LiveSocket = Socket<ServerEvents, ClientEvents>;
export type FrameHandler = (frame: LiveFrame) => Promise<void>;

/** Who plays a camera's own video. */
export interface VideoHandler {
  /** Takes a piece; false when this browser cannot play it. */
  video: (piece: LiveVideo) => boolean;
  /** A picture with boxes came instead. */
  picture: () => void;
}

const REFUSED_RETRY_MS = 3_000;

/** The one connection to `/live`. Whoever shows a camera watches it; the last one to leave unwatches. */
export class LiveConnection {
  readonly socket: LiveSocket;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly handlers = new Map<number, Set<FrameHandler>>();
  private readonly players = new Map<number, VideoHandler>();
  /** Cameras whose video this browser cannot play: they are asked for in pictures. */
  private readonly unplayable = new Set<number>();

  constructor(token: string, socket?: LiveSocket) {
    this.socket =
      socket ?? io('/live', { auth: { token }, transports: ['websocket', 'polling'], reconnectionDelayMax: 5_000 });
    this.socket.on('connect', () => this.watchAll());
    this.socket.on('disconnect', () => this.comeBack());
    this.socket.on('connect_error', () => this.comeBack());
    this.socket.on('frame', (frame, acknowledge) => void this.show(frame, acknowledge));
    this.socket.on('video', (piece, acknowledge) => this.play(piece, acknowledge));
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

  /** This camera's own video goes to `handler` where there is some, until the returned function is called. One at a
   *  time. */
  watchVideo(cameraId: number, handler: VideoHandler): () => void {
    this.players.set(cameraId, handler);
    this.unplayable.delete(cameraId);
    this.askAgain(cameraId);
    return () => {
      if (this.players.get(cameraId) === handler) this.players.delete(cameraId);
    };
  }

  /** Begin anew with a camera that is watched: what came so far cannot be gone on with. */
  askAgain(cameraId: number): void {
    this.ask(cameraId);
  }

  /** This browser cannot play the camera's video. */
  askForPictures(cameraId: number): void {
    this.unplayable.add(cameraId);
    this.ask(cameraId);
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
    const video = this.players.has(cameraId) && !this.unplayable.has(cameraId);
    this.socket.emit('watch', { camera_id: cameraId, video }, ({ ok, code }) => {
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
    this.players.get(frame.camera_id)?.picture();
    const handlers = [...(this.handlers.get(frame.camera_id) ?? [])];
    await Promise.allSettled(handlers.map((handler) => handler(frame)));
    acknowledge?.();
  }

  private play(piece: LiveVideo, acknowledge?: () => void): void {
    acknowledge?.();
    const player = this.players.get(piece.camera_id);
    if (player && !player.video(piece)) this.askForPictures(piece.camera_id);
  }
}

import { XHR } from 'engine.io-client';
import { io, type Socket } from 'socket.io-client';
import { below } from '@/lib/root';
import { STALE_AFTER_MS } from '@/entities/camera/liveStatus';
import type { Camera } from '@/types/api';
import type { LiveFrame, LiveVideo, ViolationEvent } from '@/types/live';
import { NO_ANSWER, TimedWebSocket } from './TimedWebSocket';

export type ConnectionStatus = 'connecting' | 'connected' | 'lost';
/** How messages travel: long polling is for proxies that pass no WebSocket, and for the first moment. */
export type Transport = 'websocket' | 'polling';

interface ServerEvents {
  camera: (camera: Camera) => void;
  camera_removed: (removed: { id: number }) => void;
  alive: (now: { at: string }) => void;
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

/** Plays a camera's own video. */
export interface VideoHandler {
  /** Takes a piece; false when this browser cannot play it. */
  video: (piece: LiveVideo) => boolean;
  /** A picture with boxes arrived instead. */
  picture: () => void;
}

const REFUSED_RETRY_MS = 3_000;
const SILENCE_CHECK_MS = 250;

/**
 * Long polling first, because it passes every proxy; a WebSocket is tried beside it and taken once it has answered. The
 * other way round a proxy that swallows WebSockets would cost 20 s at each attempt, and the library tries no second way.
 */
function createSocket(token: string): LiveSocket {
  const socket: LiveSocket = io('/live', {
    path: below('/socket.io'),
    auth: { token },
    transports: [XHR, TimedWebSocket],
    reconnectionDelayMax: 5_000,
  });
  const { io: manager } = socket;
  const stayWithPolling = (error: Error) => {
    if (!error.message.includes(NO_ANSWER)) return;
    // The server still waits for that WebSocket, and sends nothing over polling meanwhile: this session is lost.
    manager.opts.upgrade = false;
    manager.engine.close();
  };
  manager.on('open', () => manager.engine.on('upgradeError', stayWithPolling));
  return socket;
}

/** The connection to `/live`. A camera is subscribed to while at least one handler shows it. */
export class LiveConnection {
  readonly socket: LiveSocket;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly handlers = new Map<number, Set<FrameHandler>>();
  private readonly players = new Map<number, VideoHandler>();
  /** When anything was last received, ms. */
  private heardAt = Date.now();
  private silent = false;
  private readonly watchdog: ReturnType<typeof setInterval>;
  /** Cameras whose video this browser cannot play: pictures are requested instead. */
  private readonly unplayable = new Set<number>();

  constructor(token: string, socket?: LiveSocket) {
    this.socket = socket ?? createSocket(token);
    this.socket.on('connect', () => this.subscribeAll());
    this.socket.on('disconnect', () => this.reconnect());
    this.socket.on('connect_error', () => this.reconnect());
    this.socket.on('frame', (frame, acknowledge) => void this.show(frame, acknowledge));
    this.socket.on('video', (piece, acknowledge) => this.play(piece, acknowledge));
    this.socket.on('connect', () => this.heard());
    this.socket.onAny(() => this.heard());
    this.watchdog = setInterval(() => this.checkSilence(), SILENCE_CHECK_MS);
  }

  /** Notify `listener` of the transport of each connection, and of its change to WebSocket. */
  onTransport(listener: (transport: Transport) => void): void {
    const { io: manager } = this.socket;
    manager.on('open', () => {
      listener(manager.engine.transport.name as Transport);
      manager.engine.on('upgrade', (transport) => listener(transport.name as Transport));
    });
  }
  /** Called when a connection that still stands becomes silent, and when something is received again. */
  onSilence: (silent: boolean) => void = () => undefined;

  /** Send this camera's pictures to `handler` until the returned function is called. */
  watch(cameraId: number, handler: FrameHandler): () => void {
    const handlers = this.handlers.get(cameraId) ?? new Set();
    this.handlers.set(cameraId, handlers.add(handler));
    if (handlers.size === 1) this.subscribe(cameraId);
    return () => {
      handlers.delete(handler);
      if (handlers.size > 0) return;
      this.handlers.delete(cameraId);
      if (this.socket.connected) this.socket.emit('unwatch', { camera_id: cameraId }, () => undefined);
    };
  }

  /** Send this camera's own video, if any, to `handler` until the returned function is called. One handler per camera. */
  watchVideo(cameraId: number, handler: VideoHandler): () => void {
    this.players.set(cameraId, handler);
    this.unplayable.delete(cameraId);
    this.restartVideo(cameraId);
    return () => {
      if (this.players.get(cameraId) === handler) this.players.delete(cameraId);
    };
  }

  /** Request a new run of video, because the current one cannot be continued. */
  restartVideo(cameraId: number): void {
    this.subscribe(cameraId);
  }

  /** This browser cannot play the camera's video. */
  requestPictures(cameraId: number): void {
    this.unplayable.add(cameraId);
    this.subscribe(cameraId);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    clearInterval(this.watchdog);
    this.handlers.clear();
    this.socket.close();
  }

  private heard(): void {
    this.heardAt = Date.now();
    if (this.silent) this.setSilent(false);
  }

  /** The transport itself notices a backend that hangs only after most of a minute. */
  private checkSilence(): void {
    if (!this.silent && this.socket.connected && Date.now() - this.heardAt > STALE_AFTER_MS) this.setSilent(true);
  }

  private setSilent(silent: boolean): void {
    this.silent = silent;
    this.onSilence(silent);
  }

  /** Subscribe, and retry when the backend cannot at the moment; not for a camera that was removed. */
  private subscribe(cameraId: number): void {
    if (!this.socket.connected || !this.handlers.has(cameraId)) return;
    const video = this.players.has(cameraId) && !this.unplayable.has(cameraId);
    this.socket.emit('watch', { camera_id: cameraId, video }, ({ ok, code }) => {
      if (!ok && code !== 'not_found') setTimeout(() => this.subscribe(cameraId), REFUSED_RETRY_MS);
    });
  }

  /** The library does not reconnect by itself after the server has refused or closed a connection. */
  private reconnect(): void {
    if (this.closed || this.socket.active) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.socket.connect(), REFUSED_RETRY_MS);
  }

  /** A new connection has no subscriptions. */
  private subscribeAll(): void {
    for (const cameraId of this.handlers.keys()) this.subscribe(cameraId);
  }

  /** Acknowledge after drawing succeeded or failed: the backend sends no further pictures before. */
  private async show(frame: LiveFrame, acknowledge?: () => void): Promise<void> {
    this.players.get(frame.camera_id)?.picture();
    const handlers = [...(this.handlers.get(frame.camera_id) ?? [])];
    await Promise.allSettled(handlers.map((handler) => handler(frame)));
    acknowledge?.();
  }

  private play(piece: LiveVideo, acknowledge?: () => void): void {
    acknowledge?.();
    const player = this.players.get(piece.camera_id);
    if (player && !player.video(piece)) this.requestPictures(piece.camera_id);
  }
}

import { WebSocket, type SocketReservedEvents } from 'engine.io-client';

type Packet = Parameters<SocketReservedEvents['packet']>[0];

/**
 * How long a WebSocket may take until its first message. Longer leaves the pictures waiting behind a proxy that accepts
 * the WebSocket and passes nothing on; shorter leaves a slow line with long polling.
 */
const ANSWER_WITHIN_MS = 4_000;

export const NO_ANSWER = 'no answer over the WebSocket';

/** A WebSocket that fails with `NO_ANSWER` when no message comes over it in time. */
export class TimedWebSocket extends WebSocket {
  private timer: ReturnType<typeof setTimeout> | undefined;

  override doOpen() {
    super.doOpen();
    this.timer = setTimeout(() => this.onError(NO_ANSWER, null), ANSWER_WITHIN_MS);
    return this;
  }

  override doClose() {
    clearTimeout(this.timer);
    super.doClose();
  }

  protected override onPacket(packet: Packet) {
    clearTimeout(this.timer);
    super.onPacket(packet);
  }
}

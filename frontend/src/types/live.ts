/** Payloads of the socket, which OpenAPI cannot describe: see docs/api.md. */
import type { Box, Item, Violation } from './api';

export type Verdict = 'worn' | 'missing' | 'cannot_tell';

export interface LivePerson {
  id: number;
  box: Box;
  items: Partial<Record<Item, Verdict>>;
  violation: boolean;
}

export interface LiveFrame {
  camera_id: number;
  seq: number;
  at: string;
  width: number;
  height: number;
  judged: boolean;
  mode: 'detect' | 'stream';
  people: LivePerson[];
  jpeg: ArrayBuffer;
}

/** A piece of a camera's own video: an initialisation segment, a part of its run, or `none` if no browser can play it. */
export interface LiveVideo {
  camera_id: number;
  kind: 'init' | 'part' | 'none';
  run: string;
  number: number;
  at: string;
  mime: string;
  width: number;
  height: number;
  key: boolean;
  data: ArrayBuffer;
}

export interface ViolationEvent {
  kind: 'opened' | 'updated' | 'closed' | 'reopened';
  violation: Violation;
}

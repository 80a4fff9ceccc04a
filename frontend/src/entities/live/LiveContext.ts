import { createContext, use } from 'react';
import type { ConnectionStatus, LiveConnection, Transport } from './LiveConnection';

export interface Live {
  status: ConnectionStatus;
  connection: LiveConnection | null;
  /** Absent before the first connection. */
  transport?: Transport;
}

export const LiveContext = createContext<Live>({ status: 'connecting', connection: null });

/** The connection to `/live`, and whether it stands. */
export const useLive = (): Live => use(LiveContext);

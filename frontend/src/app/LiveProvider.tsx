import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { dropCamera, putCamera, putViolation } from '@/entities/violation/violationCache';
import { LiveConnection, type ConnectionStatus } from '@/entities/live/LiveConnection';
import { endSession } from '@/lib/session/session';

interface Live {
  status: ConnectionStatus;
  connection: LiveConnection | null;
}

const LiveContext = createContext<Live>({ status: 'connecting', connection: null });

/** One connection for the whole dashboard; its messages patch the query cache. */
export function LiveProvider({ token, children }: { token: string; children: ReactNode }) {
  const client = useQueryClient();
  const [live, setLive] = useState<Live>({ status: 'connecting', connection: null });

  useEffect(() => {
    const connection = new LiveConnection(token);
    const { socket } = connection;
    const say = (status: ConnectionStatus) => setLive({ status, connection });
    let wasLost = false;

    say('connecting');
    socket.on('connect', () => {
      say('connected');
      // What happened while nobody listened is only known to the server.
      if (wasLost) void client.invalidateQueries();
      wasLost = false;
    });
    socket.on('disconnect', () => {
      wasLost = true;
      say('lost');
    });
    socket.on('connect_error', (error) => {
      wasLost = true;
      if (error.message === 'not_authenticated') endSession(token);
      say('lost');
    });
    socket.on('camera', (camera) => putCamera(client, camera));
    socket.on('camera_removed', ({ id }) => dropCamera(client, id));
    socket.on('violation', (event) => putViolation(client, event));
    return () => connection.close();
  }, [client, token]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

export const useLive = (): Live => use(LiveContext);

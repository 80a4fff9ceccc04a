import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { dropCamera, putCamera } from '@/entities/camera/cameraCache';
import { LiveConnection, type ConnectionStatus } from '@/entities/live/LiveConnection';
import { LiveContext, type Live } from '@/entities/live/LiveContext';
import { putViolation } from '@/entities/violation/violationCache';
import { useSession } from '@/lib/session/useSession';

/** One connection for the whole dashboard; its messages patch the query cache. */
export function LiveProvider({ token, children }: { token: string; children: ReactNode }) {
  const client = useQueryClient();
  const session = useSession();
  const [live, setLive] = useState<Live>({ status: 'connecting', connection: null });

  useEffect(() => {
    const connection = new LiveConnection(token);
    const { socket } = connection;
    const setStatus = (status: ConnectionStatus) => setLive((current) => ({ ...current, status, connection }));
    let wasLost = false;

    setStatus('connecting');
    connection.onTransport((transport) => setLive((current) => ({ ...current, transport })));
    socket.on('connect', () => {
      setStatus('connected');
      // Messages were missed while the connection was lost.
      if (wasLost) void client.invalidateQueries();
      wasLost = false;
    });
    connection.onSilence = (silent) => {
      setStatus(silent ? 'lost' : 'connected');
      if (!silent) void client.invalidateQueries();
    };
    socket.on('disconnect', () => {
      wasLost = true;
      setStatus('lost');
    });
    socket.on('connect_error', (error) => {
      wasLost = true;
      if (error.message === 'not_authenticated') session.end(token);
      setStatus('lost');
    });
    socket.on('camera', (camera) => putCamera(client, camera));
    socket.on('camera_removed', ({ id }) => dropCamera(client, id));
    socket.on('violation', (event) => putViolation(client, event));
    return () => connection.close();
  }, [client, session, token]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

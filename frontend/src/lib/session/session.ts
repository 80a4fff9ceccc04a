import { ROOT } from '@/lib/root';

/** Two installations below one address (`/a/`, `/b/`) share its storage, but no log-in. */
const stored = (name: string) => (ROOT === '/' ? name : `${name}:${ROOT}`);
const KEY = stored('mandor.token');
/** Set when the server refused the token, so that other tabs and a reload say so, too. */
const ENDED_KEY = stored('mandor.ended');

export interface SessionState {
  token: string | null;
  /** The server refused the token: the person did not log out. */
  ended: boolean;
}

/**
 * The access token of the person at this browser, and who is notified when it changes.
 *
 * It is kept in localStorage, so that a control room's several tabs and a reload share one log-in. A script that could
 * read it could as well make the requests itself; what keeps such scripts out is the server's `default-src 'self'`.
 */
export interface Session {
  state: () => SessionState;
  start: (token: string) => void;
  /** The person logs out. */
  leave: () => void;
  /** The server no longer accepts `token`. A late answer to an older token ends nothing. */
  end: (token: string | null) => void;
  subscribe: (listener: () => void) => () => void;
}

export function createSession(): Session {
  const kept = read(KEY);
  let state: SessionState = { token: kept, ended: kept === null && read(ENDED_KEY) !== null };
  const listeners = new Set<() => void>();
  const set = (next: SessionState) => {
    state = next;
    listeners.forEach((listener) => listener());
  };
  const change = (next: SessionState) => {
    write(ENDED_KEY, next.ended ? 'yes' : null); // first: other tabs read it when the token goes
    write(KEY, next.token);
    set(next);
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key === KEY && event.newValue !== state.token)
      set({ token: event.newValue, ended: event.newValue === null && read(ENDED_KEY) !== null });
  };
  return {
    state: () => state,
    start: (token) => change({ token, ended: false }),
    leave: () => change({ token: null, ended: false }),
    end: (token) => {
      if (state.token !== null && state.token === token) change({ token: null, ended: true });
    },
    subscribe: (listener) => {
      if (listeners.size === 0) window.addEventListener('storage', onStorage);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) window.removeEventListener('storage', onStorage);
      };
    },
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is forbidden: the session lasts as long as the tab.
  }
}

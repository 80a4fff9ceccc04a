/**
 * The access token of the person at this browser.
 *
 * It is kept in localStorage, so that a control room's several tabs and a reload share one log-in. A script that could
 * read it could as well make the requests itself; what keeps such scripts out is the server's `default-src 'self'`.
 */
const KEY = 'mandor.token';

export interface Session {
  token: string | null;
  /** The server refused the token: the person did not log out. */
  ended: boolean;
}

type Listener = () => void;

let session: Session = { token: read(), ended: false };
const listeners = new Set<Listener>();

function read(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function set(next: Session): void {
  session = next;
  try {
    if (next.token === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, next.token);
  } catch {
    // Storage is forbidden: the session lasts as long as the tab.
  }
  listeners.forEach((listener) => listener());
}

export const getSession = (): Session => session;
export const startSession = (token: string): void => set({ token, ended: false });
export const leaveSession = (): void => set({ token: null, ended: false });

/** The server says that `token` is no longer good. A late answer to an older token ends nothing. */
export function endSession(token: string | null): void {
  if (session.token !== null && session.token === token) set({ token: null, ended: true });
}

export function onSession(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

if (typeof window !== 'undefined') {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY && event.newValue !== session.token) {
      session = { token: event.newValue, ended: false };
      listeners.forEach((listener) => listener());
    }
  });
}

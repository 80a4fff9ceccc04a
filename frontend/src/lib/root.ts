/**
 * The path below which this dashboard is served: '/', or a proxy's, such as '/mandor/'. It follows from where this
 * script came from, `assets/` below that path, so nobody has to configure it.
 */
export const ROOT = import.meta.env.PROD ? new URL(import.meta.url).pathname.replace(/assets\/[^/]*$/, '') : '/';

/** The address of a path of Mandor, such as '/api/cameras'. */
export const below = (path: string): string => ROOT + path.slice(1);

export type Params = Record<string, string | number>;

/** `{name}` is replaced; `{n|camera|cameras}` is the first word when `n` is 1, else the second. */
export function fill(template: string, params: Params = {}): string {
  return template.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    if (one === undefined || other === undefined) return String(value);
    return value === 1 ? one : other;
  });
}

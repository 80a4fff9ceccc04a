// Part of the build: writes .br and .gz beside scripts and styles, so that the dashboard's server compresses nothing itself.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(js|css|svg)$/;
/** Bytes. Smaller files fit into one packet as they are. */
const WORTH_IT = 1_400;

/** Compress what is in `folder`. index.html stays as it is: it is small, and its time says that there is a new build. */
export function compressFolder(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    COMPRESSIBLE.test(path),
  )) {
    const path = join(folder, name);
    const content = readFileSync(path);
    if (content.length < WORTH_IT) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  }
}

/** A plugin for Vite. */
export const precompress = (): Plugin => ({
  name: 'precompress',
  apply: 'build',
  writeBundle: ({ dir }) => compressFolder(dir ?? 'dist'),
});

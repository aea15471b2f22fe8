// Bundles the functions' entries as a deployment does (lib/infra/bundling.ts), but all at once: for what measures them.

import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions } from './bundling.ts';
import { type FunctionName, functionNames } from './permissions.ts';

/** Writes a module for each function into the folder, and returns their paths. `root` is the project's folder. */
export async function bundleEntries(
  root: string,
  folder: string,
): Promise<ReadonlyMap<FunctionName, string>> {
  const { banner, mainFields, ...options } = esbuildOptions;
  await build({
    ...options,
    mainFields: [...mainFields],
    banner: { js: banner },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    entryPoints: functionNames.map((name) => join(root, 'bin', 'lambda', `${name}.ts`)),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  return new Map(functionNames.map((name) => [name, join(folder, `${name}.mjs`)]));
}

// How a function's code is made: one minified module with all that it uses, the SDK too, by the local esbuild. Docker is
// never needed.

import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { DataFile } from './functions.ts';

/** Where each file of the deployment's data lies. */
export type BundleFiles = Readonly<Record<DataFile, string>>;

/** Packages written for CommonJS ask for `require`, which a module has to make for itself. */
const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** What esbuild is told; the test of the bundles' sizes tells it the same. */
export const esbuildOptions = {
  minify: true,
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: BANNER,
} as const;

export function bundlingOf(names: readonly DataFile[], files: BundleFiles): BundlingOptions {
  return {
    ...esbuildOptions,
    mainFields: [...esbuildOptions.mainFields],
    format: OutputFormat.ESM,
    // Start-up time follows the bundle's size, and the runtime's own SDK would not be shaken.
    bundleAwsSDK: true,
    forceDockerBundling: false,
    commandHooks: {
      beforeInstall: () => [],
      beforeBundling: () => [],
      afterBundling: (_input, output) => names.map((name) => `cp "${files[name]}" "${output}/${name}"`),
    },
  };
}

// The files of scenarios in a folder of workflows: every JSON file in its folder `tests`, but the schema.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../../customer/json.ts';
import { FileError } from './file-error.ts';

const FOLDER = 'tests';
const SCHEMA = 'scenario.schema.json';

export type ScenarioText = { file: string; text: string };

/** In order of name. Throws `FileError` if there is no such folder. */
export async function readScenarioFolder(workflows: string): Promise<ScenarioText[]> {
  const folder = join(workflows, FOLDER);
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json') && name !== SCHEMA);
    return await readScenarioFiles(names.sort().map((name) => join(folder, name)));
  } catch (error) {
    if (!isObject(error) || error.code !== 'ENOENT') throw error;
    throw new FileError(folder, 'there is no such folder; the tests of journeys belong there');
  }
}

export async function readScenarioFiles(files: readonly string[]): Promise<ScenarioText[]> {
  return Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
}

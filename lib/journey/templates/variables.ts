// Which variables a message's templates name, found without rendering.

import type { Variable } from 'liquidjs';
import type { ChannelName } from '../channels/index.ts';
import { filesOf, type TemplateBundle } from './bundle.ts';
import { type ParsedPart, parsedFile, positionInFile } from './parsed-file.ts';

/**
 * One mention of a variable. `path` begins with its root (`["customer", "firstName"]`) and ends before a segment that
 * is itself a variable; `line` and `column` count from 1, in the file.
 */
export type NamedVariable = {
  channel: ChannelName;
  locale: string;
  file: string;
  path: string[];
  line: number;
  column: number;
};

/** Every variable that a bundle's templates expect from outside (not those they assign), in reading order by file. */
export function variablesOf(bundle: TemplateBundle): NamedVariable[] {
  return filesOf(bundle).flatMap((file) => {
    const { head, preview, body } = parsedFile(bundle.name, file, bundle.files[file.key] ?? '');
    const { channel, locale, name } = file;
    const mentions = [head, preview, body].flatMap((part) => (part ? mentionsIn(part) : []));
    return mentions.map((mention) => ({ channel, locale, file: name, ...mention }));
  });
}

function mentionsIn(part: ParsedPart): Pick<NamedVariable, 'path' | 'line' | 'column'>[] {
  const { globals } = part.engine.analyzeSync(part.templates, { partials: false });
  return Object.values(globals)
    .flat()
    .map((variable) => ({
      path: pathOf(variable),
      ...positionInFile(part, variable.location.row, variable.location.col),
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

function pathOf(variable: Variable): string[] {
  const path: string[] = [];
  for (const segment of variable.segments) {
    if (typeof segment === 'object') break;
    path.push(String(segment));
  }
  return path;
}

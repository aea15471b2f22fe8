// What ends the reading of a whole file, as opposed to a line that is rejected while the others go through.

/** A file that cannot be read at all: missing, damaged, or without the columns that were asked for. */
export class FileError extends Error {
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.name = 'FileError';
    this.file = file;
  }
}

// Goes through JSON text for what `JSON.parse` does not tell: the line of every field, names that are written twice,
// and where and how a marketer's JSON went wrong.

import type { Path } from './problem.ts';

/** The first place at which the text is no JSON; line and column count from 1. */
export type Flaw = { line: number; column: number; message: string };

/** `lines` is by path, as JSON text. */
export type Scan = { lines: ReadonlyMap<string, number>; repeated: Path[]; flaw?: Flaw };

const DEEPEST = 200;
const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$.-]*/uy;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON texts may not hold them.
const TEXT = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const QUOTES = /[“”„‟«»'‘’`]/;

class Stop extends Error {}

export function scanJson(text: string): Scan {
  const scanner = new Scanner(text);
  try {
    scanner.document();
    return scanner;
  } catch (error) {
    if (error instanceof Stop) return { ...scanner, flaw: scanner.flawAt(error.message) };
    throw error;
  }
}

class Scanner {
  readonly lines = new Map<string, number>();
  readonly repeated: Path[] = [];
  readonly #text: string;
  #at = 0;
  #counted = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#space();
    if (this.#at === this.#text.length) throw new Stop('the file is empty');
    this.#value([]);
    this.#space();
    if (this.#at < this.#text.length) {
      throw new Stop(`there is more after the end: ${this.#here()}; is a brace closed too early?`);
    }
  }

  flawAt(message: string): Flaw {
    const before = this.#text.slice(0, this.#at);
    return {
      line: before.split('\n').length,
      column: this.#at - before.lastIndexOf('\n'),
      message,
    };
  }

  #value(path: Path): void {
    if (path.length > DEEPEST) throw new Stop(`is nested more than ${DEEPEST} deep`);
    this.#note(path);
    const first = this.#text[this.#at];
    const names = new Set<string>();
    if (first === '{') this.#list('}', () => this.#field(path, names));
    else if (first === '[') this.#list(']', (index) => this.#value([...path, index]));
    else if (first === '"') this.#string();
    else if (this.#take(NUMBER) === undefined) this.#word();
  }

  /** What stands between braces or brackets, with its commas. */
  #list(end: '}' | ']', item: (index: number) => void): void {
    const opened = this.flawAt('').line;
    this.#at++;
    for (let index = 0; ; index++) {
      this.#space();
      if (this.#text[this.#at] === end) break;
      if (index > 0) this.#comma(end, opened);
      this.#ended(end, opened);
      item(index);
    }
    this.#at++;
  }

  #comma(end: string, opened: number): void {
    if (this.#text[this.#at] !== ',') {
      this.#ended(end, opened);
      throw new Stop(`a comma is missing before ${this.#here()}`);
    }
    const comma = this.#at++;
    this.#space();
    if (this.#text[this.#at] !== end) return;
    this.#at = comma;
    throw new Stop(`a comma too much: nothing follows it but ${end}`);
  }

  #ended(end: string, opened: number): void {
    if (this.#at < this.#text.length) return;
    throw new Stop(`the file ends too early: the ${end} is missing for line ${opened}`);
  }

  #field(path: Path, names: Set<string>): void {
    if (this.#text[this.#at] !== '"') {
      throw new Stop(`a name in double quotes must stand here, and not ${this.#here()}${this.#advice()}`);
    }
    const name = String(JSON.parse(this.#string()));
    const inner = [...path, name];
    if (names.has(name)) this.repeated.push(inner);
    names.add(name);
    this.#space();
    if (this.#text[this.#at] !== ':') throw new Stop(`a colon is missing after "${name}"`);
    this.#at++;
    this.#space();
    this.#value(inner);
  }

  #string(): string {
    const text = this.#take(TEXT);
    if (text !== undefined) return text;
    const rest = /^"(?:[^"\\\n]|\\.)*/.exec(this.#text.slice(this.#at))?.[0] ?? '';
    if (this.#text[this.#at + rest.length] === '"') {
      throw new Stop(String.raw`a text with an escape that is none; write \\ for a backslash`);
    }
    throw new Stop(`a text is not closed on its line: ${rest.slice(0, 30)}; end it with "`);
  }

  #word(): void {
    const start = this.#at;
    const word = this.#take(WORD);
    if (word === 'true' || word === 'false' || word === 'null') return;
    this.#at = start;
    if (this.#at === this.#text.length) throw new Stop('the file ends too early: a value is missing');
    throw new Stop(`a value must stand here, and not ${this.#here()}${this.#advice()}`);
  }

  #advice(): string {
    const first = this.#text[this.#at] ?? '';
    if (QUOTES.test(first)) return '; write plain double quotes: "';
    if (first === '/' || first === '#') return '; JSON has no comments: use "description"';
    return /[\p{L}_$]/u.test(first) ? '; texts stand in double quotes' : '';
  }

  #here(): string {
    const word = /^(?:"[^"\n]*"?|[\p{L}\p{N}_$.-]+|.)/u.exec(this.#text.slice(this.#at, this.#at + 40))?.[0];
    return word === undefined ? 'the end of the line' : word;
  }

  #space(): void {
    this.#take(SPACE);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #note(path: Path): void {
    for (; this.#counted < this.#at; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line++;
    this.lines.set(JSON.stringify(path), this.#line);
  }
}

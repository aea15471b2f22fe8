// The one connection of the embedded runtime. Writes of one turn of the event loop share a transaction, and so a
// flush to disk; whoever lets an effect out (an answer, a mail) awaits `committed` first.

import type { SQLInputValue, StatementResultingChanges, StatementSync } from 'node:sqlite';
import { type OpenFile, openBeside, openForReading, openForWriting } from './open-file.ts';
import { Recent } from './recent.ts';
import { saltBeside } from './salt.ts';

/** How many writes share a transaction when nothing has to be durable. */
const WRITES_PER_COMMIT = 10_000;

/** How many times as much a replay remembers: it has its whole store in memory, where a server is to stay small. */
const REPLAY_REMEMBERS = 10;

export type DatabaseOptions = {
  /** Whether what is committed must survive a power failure. If not (replays), commits are few and never flushed. */
  durable: boolean;
  /** Opens an existing file beside its writer, to read what is committed. */
  readOnly?: boolean;
  /** Opens an existing file beside its writer, to write a little to tables that it does not remember. */
  beside?: boolean;
};

export type Database = {
  /** The statement of this text, prepared once. Run those that write inside `write` only. */
  prepare(sql: string): StatementSync;
  /**
   * Runs `work`, synchronously, in the transaction of this turn of the event loop. If it throws, its own writes are
   * undone and nothing else; the error is thrown on.
   */
  write<T>(work: () => T): T;
  /** Runs one statement that writes: like `write` around it, and cheaper, since a statement is atomic by itself. */
  run(statement: StatementSync, ...values: SQLInputValue[]): StatementResultingChanges;
  /**
   * Has `write` called before this transaction is committed, once, however often it is owed: for what changes many times
   * and need only be written as it stands in the end. Whoever asks the tables for it calls `settle` first.
   */
  owe(write: () => void): void;
  /** Writes what is owed. */
  settle(): void;
  /**
   * A memory of rows, by a name of its own: everyone who reads or writes these rows shares it. It forgets when writes are
   * undone, and remembers nothing where the file is only read, as its writer is another process.
   */
  remember<Value>(name: string, capacity: number, weigh?: (value: Value) => number): Recent<Value>;
  /** Forgets all that is remembered of rows, and calls back whoever keeps something else beside them. */
  forget(): void;
  onForget(callback: () => void): void;
  /** The secret of this installation by which tombstones are made. */
  salt(): string;
  /** Resolves once everything written so far is committed (on disk, if durable); rejects if it could not be. */
  committed(): Promise<void>;
  /** Commits what is open and lets the file go. */
  close(): void;
};

/**
 * Opens `path`, creating the file, its folder and its tables where missing; `:memory:` keeps everything in memory.
 * Throws when another Milepost writes to the file, or when it is foreign or newer. After a commit that failed, every
 * call throws: what the process believes is then no longer what the file holds.
 */
export function openDatabase(path: string, options: DatabaseOptions): Database {
  const readOnly = options.readOnly ?? false;
  const { durable, beside = false } = options;
  if (beside) return new GroupCommit(path, openBeside(path), durable, false, false);
  const file = readOnly ? openForReading(path) : openForWriting(path, durable);
  return new GroupCommit(path, file, durable, readOnly, !readOnly);
}

class GroupCommit implements Database {
  readonly #path: string;
  readonly #file: OpenFile;
  readonly #durable: boolean;
  readonly #readOnly: boolean;
  /** Whether nobody else writes, so that what was read stays true. */
  readonly #isAlone: boolean;
  readonly #statements = new Map<string, StatementSync>();
  readonly #owed = new Set<() => void>();
  readonly #memories = new Map<string, Recent<unknown>>();
  readonly #forgetting: (() => void)[] = [];
  readonly salt: () => string;
  #open = false;
  #depth = 0;
  #writes = 0;
  #waiting: PromiseWithResolvers<void> | undefined;
  #turn: NodeJS.Immediate | undefined;
  #unusable: Error | undefined;

  constructor(path: string, file: OpenFile, durable: boolean, readOnly: boolean, isAlone: boolean) {
    this.#path = path;
    this.#file = file;
    this.#durable = durable;
    this.#readOnly = readOnly;
    this.#isAlone = isAlone;
    this.salt = saltBeside(path);
  }

  prepare(sql: string): StatementSync {
    this.#check();
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#file.connection.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  write<T>(work: () => T): T {
    this.#begin();
    // A savepoint costs about a microsecond; it keeps a failure from undoing what others wrote in this turn.
    this.prepare('SAVEPOINT work').run();
    this.#depth += 1;
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.#depth -= 1;
      this.#undo(error);
      throw error;
    }
    this.#depth -= 1;
    this.prepare('RELEASE work').run();
    this.#commitIfMany();
    return result;
  }

  run(statement: StatementSync, ...values: SQLInputValue[]): StatementResultingChanges {
    this.#begin();
    try {
      const changes = statement.run(...values);
      this.#commitIfMany();
      return changes;
    } catch (error) {
      // After a full disk or an I/O error SQLite may have given up the whole transaction, and others' writes with it.
      if (!this.#file.connection.isTransaction) throw this.#fail(error);
      throw error;
    }
  }

  owe(write: () => void): void {
    this.#begin();
    this.#owed.add(write);
    this.#commitIfMany();
  }

  settle(): void {
    try {
      for (const write of this.#owed) {
        this.#owed.delete(write);
        write();
      }
    } catch (error) {
      // What was owed is known to memory alone, and is lost.
      throw this.#fail(error);
    }
  }

  remember<Value>(name: string, capacity: number, weigh?: (value: Value) => number): Recent<Value> {
    const known = this.#memories.get(name);
    if (known) return known as Recent<Value>;
    const held = this.#durable ? capacity : capacity * REPLAY_REMEMBERS;
    const memory = new Recent(this.#isAlone ? held : 0, weigh);
    this.#memories.set(name, memory as Recent<unknown>);
    return memory;
  }

  forget(): void {
    for (const memory of this.#memories.values()) memory.clear();
    for (const callback of this.#forgetting) callback();
  }

  onForget(callback: () => void): void {
    this.#forgetting.push(callback);
  }

  async committed(): Promise<void> {
    this.#check();
    if (!this.#open) return;
    if (!this.#durable) return this.#commit();
    this.#waiting ??= Promise.withResolvers();
    return this.#waiting.promise;
  }

  close(): void {
    // What became unusable was let go at once.
    if (this.#unusable) return;
    if (this.#open) this.#commit();
    this.#unusable = new Error(`${this.#path} is closed.`);
    this.#file.close();
  }

  #check(): void {
    if (this.#unusable) throw this.#unusable;
  }

  #commitIfMany(): void {
    if (!this.#durable && this.#depth === 0 && this.#writes >= WRITES_PER_COMMIT) this.#commit();
  }

  #begin(): void {
    this.#check();
    if (this.#readOnly)
      throw new Error(`${this.#path} is open for reading only; nothing can be written to it.`);
    this.#writes += 1;
    if (this.#open) return;
    this.prepare('BEGIN IMMEDIATE').run();
    this.#open = true;
    if (this.#durable) this.#turn = setImmediate(() => this.#commitTurn());
  }

  #undo(error: unknown): void {
    for (const memory of this.#memories.values()) memory.clear();
    try {
      this.prepare('ROLLBACK TO work').run();
      this.prepare('RELEASE work').run();
    } catch {
      // After a full disk or an I/O error SQLite may have given up the whole transaction, and others' writes with it.
      this.#fail(error);
    }
  }

  #commitTurn(): void {
    try {
      this.#commit();
    } catch {
      // Those who wait were told by #fail, and every later call will be.
    }
  }

  #commit(): void {
    clearImmediate(this.#turn);
    this.settle();
    try {
      this.prepare('COMMIT').run();
    } catch (error) {
      throw this.#fail(error);
    }
    this.#open = false;
    this.#writes = 0;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  }

  #fail(cause: unknown): Error {
    const what = cause instanceof Error ? cause.message : String(cause);
    const failure = new Error(
      `${this.#path} could not be written (${what}), and the last changes are lost. Mend the cause (is the disk full?) and start Milepost again.`,
      { cause },
    );
    this.#unusable = failure;
    this.#open = false;
    clearImmediate(this.#turn);
    this.#file.close();
    this.#waiting?.reject(failure);
    this.#waiting = undefined;
    return failure;
  }
}

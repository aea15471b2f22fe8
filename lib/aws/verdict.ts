// Reads the tables of errors: what an error of a call to AWS means for the work.

import { commonErrors, errors, errorsByWords, notConnected, type Service, type Verdict } from './errors.ts';

/** What of a thrown value tells how far the call came. */
type Failure = {
  name: string;
  message: string;
  code: unknown;
  syscall: unknown;
  /** Of the answer; undefined where none came. */
  status: number | undefined;
};

export function verdictOf(service: Service, error: unknown): Verdict {
  const failure = read(error);
  const byWords = errorsByWords.find(
    (row) => row.service === service && row.name === failure.name && row.words.test(failure.message),
  );
  const named = byWords?.verdict ?? errors[service][failure.name] ?? commonErrors[failure.name];
  if (named !== undefined) return named;
  return failure.status === undefined ? withoutAnswer(failure) : byStatus(failure.status);
}

/** An error that is in no table: a client's fault was noticed before anything was done; after a server's, who knows. */
function byStatus(status: number): Verdict {
  return status < 500 || status === 503 ? 'again' : 'unknown';
}

/** Until there was a connection, nothing left; from then on the request may have been taken. */
function withoutAnswer({ name, message, code, syscall }: Failure): Verdict {
  const nothingLeft =
    includes(notConnected.codes, code) ||
    includes(notConnected.syscalls, syscall) ||
    includes(notConnected.names, name) ||
    notConnected.words.test(message);
  return nothingLeft ? 'again' : 'unknown';
}

function includes(list: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && list.includes(value);
}

function read(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { name: '', message: String(error), code: undefined, syscall: undefined, status: undefined };
  }
  const { name, message } = error;
  return {
    name,
    message,
    code: 'code' in error ? error.code : undefined,
    syscall: 'syscall' in error ? error.syscall : undefined,
    status: statusOf(error),
  };
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error)) return undefined;
  const metadata: unknown = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

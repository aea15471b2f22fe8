// What is wrong with a request. Thrown wherever it is found, and answered in one place.

/** Becomes an answer of this status, with the message in the form that the route's callers know. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  readonly status: 400 | 401 | 404 | 409 | 410 | 413 | 415 | 429;
  readonly headers: Record<string, string>;

  constructor(status: HttpProblem['status'], message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

// A value that is there at once or comes later: compiled expressions answer at once, the jsonata library later.

export type MaybePromise<T> = T | Promise<T>;

/** Goes on with a value as soon as it is there; without a promise if it is there already. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Runs, and answers an error (thrown or rejected) with `onError`. */
export function recover<T>(
  run: () => MaybePromise<T>,
  onError: (error: unknown) => MaybePromise<T>,
): MaybePromise<T> {
  try {
    const value = run();
    return value instanceof Promise ? value.catch(onError) : value;
  } catch (error) {
    return onError(error);
  }
}

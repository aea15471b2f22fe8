// Errors as the SDK throws them.

/** An error that a service answered with. */
export function awsError(name: string, { status = 400, message = `${name} it was` } = {}): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

/** An error of the system: no answer came. */
export function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

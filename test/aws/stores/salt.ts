// A salt of tombstones for the tests.

export const salt = async (): Promise<string> => 'a-salt-of-tests';

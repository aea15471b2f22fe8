// What the language has and this version has not: refused by name, so that nobody looks for a typing error.
// Whoever adds one of these takes it out here.

const stepTypes = ['reward', 'recommend', 'task'];
const triggerTypes = ['festival'];

const NOT_YET = 'is part of the language, but is not available in this version';

export function isTypeNotYet(type: unknown, place: 'step' | 'trigger'): boolean {
  return typeof type === 'string' && (place === 'step' ? stepTypes : triggerTypes).includes(type);
}

export function notYet(what: string): string {
  return `"${what}" ${NOT_YET}`;
}

// The key of a message as one word that a person can copy: customer, run, step and visit.

type Parts = { customerId: string; runId: string; stepId: string; visit: string };

export function messageKey({ customerId, runId, stepId, visit }: Parts): string {
  const parts = [customerId, runId, stepId, ...(visit === '' ? [] : [visit])];
  return parts.map(encodeURIComponent).join('/');
}

/** Undefined for a text that is no such key. */
export function parseMessageKey(written: string): Parts | undefined {
  const parts = written.split('/');
  if (parts.length < 3 || parts.length > 4) return undefined;
  try {
    const [customerId = '', runId = '', stepId = '', visit = ''] = parts.map(decodeURIComponent);
    return customerId && runId && stepId ? { customerId, runId, stepId, visit } : undefined;
  } catch {
    return undefined;
  }
}

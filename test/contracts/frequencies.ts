// What every store of frequencies does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { nothingSent } from '../../lib/journey/sending/frequency.ts';
import type { Frequencies } from '../../lib/ports.ts';
import { aFrequency, aSend, type Closing, noon, tenAtOnce } from './examples.ts';

type Opened = { frequencies: Frequencies } & Closing;

export function frequenciesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let frequencies: Frequencies;

  beforeEach(async () => {
    store = await make();
    ({ frequencies } = store);
  });
  afterEach(() => store.close());

  test('of a customer who was never written to there is nothing', async () => {
    expect(await frequencies.of('ana')).toEqual({ frequency: nothingSent, revision: 0 });
  });

  test('what is kept is read, and nobody else’s', async () => {
    expect(await frequencies.keep('ana', aFrequency(), 0)).toBe(true);
    expect(await frequencies.of('ana')).toEqual({ frequency: aFrequency(), revision: 1 });
    expect(await frequencies.of('ben')).toEqual({ frequency: nothingSent, revision: 0 });
  });

  test('who has read something older is refused, and changes nothing', async () => {
    await frequencies.keep('ana', aFrequency(), 0);
    const later = aFrequency({ sends: [aSend({ at: noon + 1 })] });
    expect(await frequencies.keep('ana', later, 0)).toBe(false);
    expect(await frequencies.keep('ana', later, 2)).toBe(false);
    expect(await frequencies.of('ana')).toEqual({ frequency: aFrequency(), revision: 1 });

    expect(await frequencies.keep('ana', later, 1)).toBe(true);
    expect(await frequencies.of('ana')).toEqual({ frequency: later, revision: 2 });
  });

  test('of ten who keep at once one is heard', async () => {
    const kept = await tenAtOnce((nth) =>
      frequencies.keep('ana', aFrequency({ sends: [aSend({ at: noon + nth })] }), 0),
    );
    expect(kept.filter(Boolean)).toHaveLength(1);
    const { frequency, revision } = await frequencies.of('ana');
    expect(frequency.sends).toMatchObject([{ at: noon + kept.indexOf(true) }]);
    expect(revision).toBe(1);
  });
}

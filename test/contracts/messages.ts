// What every store of messages does, whatever stores it.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyEvent } from '../../lib/customer/apply-event.ts';
import { consentText } from '../../lib/customer/consent-text.ts';
import { capsRule } from '../../lib/journey/sending/caps.ts';
import { nothingSent, withSend } from '../../lib/journey/sending/frequency.ts';
import { SendingRulesSchema } from '../../lib/journey/sending/sending-rules.ts';
import type { Frequencies, Message, Messages, Profiles, Runs, Timeline } from '../../lib/ports.ts';
import {
  aFrequency,
  aMessage,
  anEvent,
  aRun,
  aSend,
  type Closing,
  day,
  factsOf,
  leaveAsIs,
  minute,
  noon,
  tenAtOnce,
} from './examples.ts';

type Opened = {
  messages: Messages;
  runs: Runs;
  frequencies: Frequencies;
  profiles: Profiles;
  timeline: Timeline;
} & Closing;

const content = { locale: 'en', body: 'Is all well with your shoes, Ana?' };

export function messagesContract(make: () => Promise<Opened>): void {
  let store: Opened;
  let messages: Messages;
  let runs: Runs;
  let frequencies: Frequencies;

  beforeEach(async () => {
    store = await make();
    ({ messages, runs, frequencies } = store);
    await runs.claim(aRun(), 0);
  });
  afterEach(() => store.close());

  async function endRun(): Promise<void> {
    await runs.end('ana', 'follow-up-1', { status: 'exited', outcome: 'returned', at: noon, splits: {} });
  }

  test('a send is claimed once; whoever comes later learns who was first', async () => {
    expect(await messages.claim(aMessage())).toBe('claimed');
    expect(await messages.claim(aMessage({ channel: 'email', at: noon + minute }))).toEqual(aMessage());
  });

  test('of ten claims at once one may send', async () => {
    const claims = await tenAtOnce((nth) => messages.claim(aMessage({ at: noon + nth })));
    const first = aMessage({ at: noon + claims.indexOf('claimed') });

    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(1);
    expect(claims.filter((claim) => claim !== 'claimed')).toEqual(Array(9).fill(first));
  });

  test('each step, visit and run sends its own', async () => {
    await runs.claim(aRun({ id: 'follow-up-2' }), 1);
    await messages.claim(aMessage());

    expect(await messages.claim(aMessage({ visit: '2' }))).toBe('claimed');
    expect(await messages.claim(aMessage({ stepId: 'care-tips' }))).toBe('claimed');
    expect(await messages.claim(aMessage({ runId: 'follow-up-2' }))).toBe('claimed');
  });

  test('a run that has ended, is held out or never was sends nothing', async () => {
    await runs.claim(aRun({ id: 'held-out', journeyId: 'welcome', status: 'heldOut' }), 0);
    await endRun();

    expect(await messages.claim(aMessage())).toBe('ended');
    expect(await messages.claim(aMessage({ status: 'held' }))).toBe('ended');
    expect(await messages.claim(aMessage({ runId: 'held-out' }))).toBe('ended');
    expect(await messages.claim(aMessage({ runId: 'no-such-run' }))).toBe('ended');
  });

  test('a message that was claimed before its run ended is still known', async () => {
    await messages.claim(aMessage());
    await endRun();

    expect(await messages.claim(aMessage())).toEqual(aMessage());
  });

  test('what became of a message is kept, even when its run has ended meanwhile', async () => {
    await messages.claim(aMessage());
    await endRun();
    const sent = aMessage({ status: 'sent', reason: 'consented to sms; taken by the provider' });
    await messages.record(sent, content);

    expect(await messages.claim(aMessage())).toEqual(sent);
  });

  test('a message may be recorded as failed or unknown, without content', async () => {
    await messages.claim(aMessage());
    await messages.record(aMessage({ status: 'unknown', reason: 'cut off while sending' }), null);
    expect(await messages.claim(aMessage())).toMatchObject({ status: 'unknown' });

    await messages.record(aMessage({ status: 'failed', reason: 'no such number' }), null);
    expect(await messages.claim(aMessage())).toMatchObject({ status: 'failed', reason: 'no such number' });
  });

  test('a message that nobody claimed cannot be recorded', async () => {
    await expect(messages.record(aMessage({ status: 'sent' }), content)).rejects.toThrow('never claimed');
  });

  test('a claim that is given up may be made again', async () => {
    await messages.claim(aMessage());
    await messages.release(aMessage());

    expect(await messages.claim(aMessage({ at: noon + minute }))).toBe('claimed');
  });

  test('a message that was sent cannot be given up', async () => {
    await messages.claim(aMessage());
    await messages.record(aMessage({ status: 'sent' }), content);
    await messages.release(aMessage());

    expect(await messages.claim(aMessage())).toMatchObject({ status: 'sent' });
  });

  test('a message held back is recorded in the place of the send', async () => {
    const held = aMessage({ status: 'held', reason: 'no consent to sms' });
    expect(await messages.claim(held)).toBe('claimed');
    expect(await messages.claim(aMessage())).toEqual(held);
  });

  const agreesTo = (consent: Record<string, boolean>) =>
    store.profiles.change('ana', JSON.stringify(consent), (profile) => ({ ...profile, consent }));

  test('a claim that asks for the consent of a moment ago is refused once it has changed', async () => {
    const consent = consentText(await agreesTo({ email: true, sms: true }));
    expect(await messages.claim(aMessage({ visit: '1' }), { consent })).toBe('claimed');

    await agreesTo({ sms: false, email: true });
    expect(await messages.claim(aMessage({ visit: '2' }), { consent })).toBe('changed');
    expect(await messages.claim(aMessage({ visit: '2' }))).toBe('claimed');
    expect(await messages.claim(aMessage({ visit: '1' }), { consent })).toEqual(aMessage({ visit: '1' }));
  });

  test('a claim after a change that has nothing to do with consent, or that was undone, goes through', async () => {
    const consent = consentText(await agreesTo({ email: true, sms: true }));
    await store.timeline.record(anEvent(), leaveAsIs);
    expect(await messages.claim(aMessage({ visit: '1' }), { consent })).toBe('claimed');
    await agreesTo({ sms: false });
    await agreesTo({ sms: true, email: true });
    expect(await messages.claim(aMessage({ visit: '2' }), { consent })).toBe('claimed');
  });

  test('a customer who never said anything about consent has changed it by saying something', async () => {
    const consent = consentText(await store.profiles.change('ana', 'import', leaveAsIs));
    expect(await messages.claim(aMessage({ visit: '1' }), { consent })).toBe('claimed');
    await agreesTo({ sms: false });
    expect(await messages.claim(aMessage({ visit: '2' }), { consent })).toBe('changed');
  });

  test('a run that has ended is told before a consent that has changed', async () => {
    const consent = consentText(await agreesTo({ sms: true }));
    await agreesTo({ sms: false });
    await endRun();
    expect(await messages.claim(aMessage(), { consent })).toBe('ended');
  });

  test('of ten claims and a withdrawal at once, none is made after the withdrawal', async () => {
    const consent = consentText(await agreesTo({ sms: true }));
    const withdrawal = anEvent({ type: 'customer.unsubscribed', properties: { channel: 'sms' } });
    const claims = tenAtOnce((nth) => messages.claim(aMessage({ visit: `${nth}` }), { consent }));
    await store.timeline.record(withdrawal, (profile) => applyEvent(profile, withdrawal));
    const late = await tenAtOnce((nth) => messages.claim(aMessage({ visit: `${nth} late` }), { consent }));

    expect(late).toEqual(Array(10).fill('changed'));
    for (const claim of await claims) expect(['claimed', 'changed']).toContain(claim);
  });

  test('a run knows which of its steps sent and which were held back', async () => {
    await messages.claim(aMessage({ stepId: 'invite' }));
    await messages.record(aMessage({ stepId: 'invite', status: 'sent' }), content);
    await messages.claim(aMessage({ stepId: 'progress', visit: '1', status: 'held' }));
    await messages.claim(aMessage({ stepId: 'progress', visit: '2' }));
    await messages.record(aMessage({ stepId: 'progress', visit: '2', status: 'sent' }), content);
    await messages.claim(aMessage({ stepId: 'still going out' }));
    await messages.claim(aMessage({ stepId: 'failed' }));
    await messages.record(aMessage({ stepId: 'failed', status: 'failed' }), null);

    expect(await messages.fates('ana', 'follow-up-1')).toEqual(
      new Map([
        ['invite', new Set(['sent'])],
        ['progress', new Set(['held', 'sent'])],
      ]),
    );
    expect(await messages.fates('ana', 'follow-up-2')).toEqual(new Map());
  });

  test('a message is found as it stands, and one that nobody claimed is not', async () => {
    expect(await messages.get(aMessage())).toBeUndefined();
    await messages.claim(aMessage());
    expect(await messages.get(aMessage())).toEqual(aMessage());
    await messages.record(aMessage({ status: 'sent' }), content);
    expect(await messages.get(aMessage())).toEqual(aMessage({ status: 'sent' }));
    expect(await messages.get(aMessage({ visit: '2' }))).toBeUndefined();
  });

  test('a claim that is counted keeps the frequency with it, and a claim that is not leaves it alone', async () => {
    const counting = { counting: { frequency: aFrequency(), revision: 0 } };
    expect(await messages.claim(aMessage(), counting)).toBe('claimed');
    expect(await frequencies.of('ana')).toEqual({ frequency: aFrequency(), revision: 1 });

    expect(await messages.claim(aMessage({ stepId: 'care-tips' }))).toBe('claimed');
    expect(await frequencies.of('ana')).toMatchObject({ revision: 1 });
  });

  test('nothing is claimed where others were counted meanwhile, and then it is to be decided anew', async () => {
    await frequencies.keep('ana', aFrequency(), 0);
    const outdated = { counting: { frequency: aFrequency({ sends: [] }), revision: 0 } };
    expect(await messages.claim(aMessage(), outdated)).toBe('changed');
    expect(await frequencies.of('ana')).toEqual({ frequency: aFrequency(), revision: 1 });
    expect(await messages.claim(aMessage())).toBe('claimed');
  });

  test('neither who was first nor the end of a run is forgotten over it, and nothing is counted', async () => {
    const outdated = { counting: { frequency: aFrequency(), revision: 7 } };
    const current = { counting: { frequency: aFrequency(), revision: 0 } };
    await messages.claim(aMessage());
    expect(await messages.claim(aMessage(), outdated)).toEqual(aMessage());
    expect(await messages.claim(aMessage(), current)).toEqual(aMessage());
    await endRun();
    const another = aMessage({ stepId: 'care-tips' });
    expect(await messages.claim(another, current)).toBe('ended');
    expect(await frequencies.of('ana')).toEqual({ frequency: nothingSent, revision: 0 });
  });

  test('of ten messages at once, under a cap of three, exactly three go out', async () => {
    const sendingRules = SendingRulesSchema.parse({ caps: [{ atMost: 3, within: 'P1D' }] });
    async function claimUnderCap(message: Message): Promise<'claimed' | 'capped'> {
      const key = message.stepId;
      const sending = { purpose: 'marketing', channel: 'sms', address: '+15550100' } as const;
      for (;;) {
        const { frequency, revision } = await frequencies.of('ana');
        const known = { ...frequency, key, priority: 0, isOutranked: false };
        const facts = factsOf({ now: message.at, sendingRules, frequency: known });
        if (capsRule(sending, facts)) return 'capped';
        const next = withSend(frequency, aSend({ key, at: message.at }), noon - day);
        const claim = await messages.claim(message, { counting: { frequency: next, revision } });
        if (claim === 'claimed') return claim;
        expect(claim).toBe('changed');
      }
    }
    const claims = await tenAtOnce((nth) =>
      claimUnderCap(aMessage({ stepId: `offer-${nth}`, at: noon + nth })),
    );
    expect(claims.filter((claim) => claim === 'claimed')).toHaveLength(3);
    const { frequency, revision } = await frequencies.of('ana');
    expect(frequency.sends.map(({ key }) => key).sort()).toEqual(
      claims.flatMap((claim, nth) => (claim === 'claimed' ? [`offer-${nth}`] : [])),
    );
    expect(revision).toBe(3);
  });

  test('a run knows what feedback has told of its messages, and what follows from it', async () => {
    const noted = { customerId: 'ana', runId: 'follow-up-1', journeyId: 'follow-up', visit: '', at: noon };
    await messages.claim(aMessage({ stepId: 'invite' }));
    await messages.record(aMessage({ stepId: 'invite', status: 'sent' }), content);
    await messages.noteFate({ ...noted, stepId: 'invite', fate: 'clicked', counts: null });
    await messages.noteFate({ ...noted, stepId: 'tips', fate: 'delivered', counts: null });
    await messages.noteFate({ ...noted, stepId: 'tips', fate: 'bounced', counts: 'bounced' });
    await messages.noteFate({ ...noted, stepId: 'offer', fate: 'complained', counts: 'complained' });

    expect(await messages.fates('ana', 'follow-up-1')).toEqual(
      new Map([
        ['invite', new Set(['sent', 'delivered', 'opened', 'clicked'])],
        ['tips', new Set(['delivered', 'bounced'])],
      ]),
    );
  });
}

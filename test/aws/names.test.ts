import { expect, test } from 'vitest';
import {
  executionArn,
  journeyOfExecution,
  journeyOfRun,
  machineArn,
  machineName,
  queueVariable,
} from '../../lib/aws/names.ts';

const where = { partition: 'aws', region: 'eu-central-1', account: '111122223333', stage: 'prod' };
const run = `tier-sprint-${'0123456789abcdef'.repeat(2)}`;

test('a machine is called by its stage and journey', () => {
  expect(machineName('prod', 'tier-sprint')).toBe('prod-tier-sprint');
  expect(machineArn(where, 'tier-sprint')).toBe(
    'arn:aws:states:eu-central-1:111122223333:stateMachine:prod-tier-sprint',
  );
});

test('the longest stage and journey that there are fit into a name', () => {
  expect(machineName('s'.repeat(20), 'j'.repeat(40))).toHaveLength(61);
});

test('a name that Step Functions would not take is refused, with the reason', () => {
  expect(() => machineName('prod', 'j'.repeat(76))).toThrow(
    /which is 81 characters long; Step Functions takes 80/,
  );
});

test('a run’s execution is called by the run, whose id leads back to the journey', () => {
  const arn = executionArn(where, 'tier-sprint', run);
  expect(arn).toBe(`arn:aws:states:eu-central-1:111122223333:execution:prod-tier-sprint:${run}`);
  expect(journeyOfRun(run)).toBe('tier-sprint');
  expect(journeyOfExecution(arn)).toBe('tier-sprint');
});

test('what somebody else started is no run', () => {
  expect(journeyOfRun('tier-sprint-1')).toBeUndefined();
  expect(journeyOfExecution(executionArn(where, 'tier-sprint', 'by-hand'))).toBeUndefined();
});

test('in China, ARNs begin as they do there', () => {
  expect(machineArn({ ...where, partition: 'aws-cn', region: 'cn-north-1' }, 'welcome')).toMatch(
    /^arn:aws-cn:/,
  );
});

test('the URL of a queue is in the environment', () => {
  expect(queueVariable('email')).toBe('MILEPOST_QUEUE_EMAIL');
});

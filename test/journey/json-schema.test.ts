import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defaultDeliverability } from '../../lib/journey/deliverability/settings.ts';
import {
  companyJsonSchema,
  deliverabilityJsonSchema,
  journeyJsonSchema,
  retentionJsonSchema,
  sampleJsonSchema,
  scenarioJsonSchema,
  segmentJsonSchema,
  sendingJsonSchema,
} from '../../lib/journey/json-schema.ts';

const folder = new URL('../../workflows/', import.meta.url);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const beside = [
  'journey.schema.json',
  'sending.schema.json',
  'deliverability.schema.json',
  'retention.schema.json',
  'events.json',
  'tiers.json',
  'sending.json',
];
const journeys = readdirSync(folder).filter((name) => name.endsWith('.json') && !beside.includes(name));
const editor = z.fromJSONSchema(JSON.parse(journeyJsonSchema()));

test('the schema that editors use is the one that journeys are checked by (if not: npm run schema)', () => {
  expect(read('journey.schema.json')).toBe(journeyJsonSchema());
});

test.each(journeys)('an editor accepts %s', (name) => {
  expect(editor.safeParse(JSON.parse(read(name))).success).toBe(true);
});

test('an editor marks what validation refuses', () => {
  const steps = [{ type: 'emit', event: 'thanked' }];
  const journey = { id: 'a', trigger: { type: 'api' }, steps };
  const wrong = [
    { ...journey, id: undefined },
    { ...journey, unknown: 1 },
    { ...journey, trigger: { type: 'apy' } },
    { ...journey, reentry: 'sometimes' },
    { ...journey, steps: [{ type: 'emit' }] },
    { ...journey, steps: [{ type: 'wait', for: '3 days' }] },
    { ...journey, audience: { attribute: 'tier', equals: 'gold' } },
    { ...journey, steps: [{ type: 'repeat', times: 2, steps: [{ type: 'wait', four: 'P3D' }] }] },
  ];
  expect(editor.safeParse(journey).success).toBe(true);
  expect(wrong.filter((one) => editor.safeParse(JSON.parse(JSON.stringify(one))).success)).toEqual([]);
});

test('fields of steps and conditions have a tooltip', () => {
  const text = journeyJsonSchema();
  expect(text).toContain('How long to wait at most, such as P5D.');
  expect(text).toContain('An attribute of the customer; dotted paths reach inside.');
});

test('the schema of scenarios is the one that they are checked by (if not: npm run schema)', () => {
  expect(read('tests/scenario.schema.json')).toBe(scenarioJsonSchema());
});

test.each(readdirSync(new URL('tests/', folder)).filter((name) => name !== 'scenario.schema.json'))(
  'an editor accepts tests/%s',
  (name) => {
    const schema = z.fromJSONSchema(JSON.parse(scenarioJsonSchema()));
    expect(schema.safeParse(JSON.parse(read(`tests/${name}`))).error).toBeUndefined();
  },
);

test('the schema of sending.json is the one that it is checked by (if not: npm run schema)', () => {
  expect(read('sending.schema.json')).toBe(sendingJsonSchema());
  const schema = z.fromJSONSchema(JSON.parse(sendingJsonSchema()));
  expect(schema.safeParse(JSON.parse(read('sending.json'))).error).toBeUndefined();
});

test('the schema of retention.json is the one that it is checked by (if not: npm run schema)', () => {
  expect(read('retention.schema.json')).toBe(retentionJsonSchema());
  const schema = z.fromJSONSchema(JSON.parse(retentionJsonSchema()));
  expect(schema.safeParse({ events: 'P730D', calls: 'P90D' }).success).toBe(true);
  expect(schema.safeParse({ events: 'two years' }).success).toBe(false);
});

test('the schema of deliverability.json is the one that it is checked by (if not: npm run schema)', () => {
  expect(read('deliverability.schema.json')).toBe(deliverabilityJsonSchema());
  const schema = z.fromJSONSchema(JSON.parse(deliverabilityJsonSchema()));
  expect(schema.safeParse({}).success).toBe(true);
  expect(schema.safeParse(defaultDeliverability).success).toBe(true);
  expect(schema.safeParse({ pause: { complaintRate: 2 } }).success).toBe(false);
});

test('the schema of segments is the one that they are checked by (if not: npm run schema)', () => {
  expect(read('segments/segment.schema.json')).toBe(segmentJsonSchema());
});

test.each(readdirSync(new URL('segments/', folder)).filter((name) => name !== 'segment.schema.json'))(
  'an editor accepts segments/%s',
  (name) => {
    const schema = z.fromJSONSchema(JSON.parse(segmentJsonSchema()));
    expect(schema.safeParse(JSON.parse(read(`segments/${name}`))).error).toBeUndefined();
  },
);

test('so are those of the company and of samples', () => {
  expect(read('templates/company.schema.json')).toBe(companyJsonSchema());
  expect(read('templates/sample.schema.json')).toBe(sampleJsonSchema());
  const company = z.fromJSONSchema(JSON.parse(companyJsonSchema()));
  expect(company.safeParse(JSON.parse(read('templates/company.json'))).success).toBe(true);
  expect(company.safeParse({ name: 'The Shop' }).success).toBe(false);
  const samples = readdirSync(new URL('templates/', folder), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('/sample.json'),
  );
  const sample = z.fromJSONSchema(JSON.parse(sampleJsonSchema()));
  for (const name of samples) {
    expect(sample.safeParse(JSON.parse(read(`templates/${name}`))).success, name).toBe(true);
  }
  expect(samples.length).toBeGreaterThan(10);
});

// The description of the HTTP API says what the app does, since both are made of the same routes and schemas.

import { expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../../lib/embedded/database.ts';
import { createStores } from '../../../lib/embedded/stores/index.ts';
import { placeholderLinks } from '../../../lib/journey/links/links.ts';
import { anApp } from './an-app.ts';

const ApiSchema = z.looseObject({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

const { profiles, timeline, runs } = createStores(openDatabase(':memory:', { durable: false }));
const pages = { links: placeholderLinks, profiles, timeline, runs };
const { app } = anApp(undefined, { pages });
const response = await app.request('/openapi.json');
const api = ApiSchema.parse(await response.json());
const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods));

test('it is there for everyone, and tells of every route', () => {
  expect(response.status).toBe(200);
  expect(Object.entries(api.paths).map(([path, methods]) => `${Object.keys(methods)} ${path}`)).toEqual([
    'post /v1/events',
    'post /v1/journeys/{journey}/start',
    'post /v1/identify',
    'post /v1/track',
    'post /v1/page',
    'post /v1/screen',
    'post /v1/group',
    'post /v1/alias',
    'post /v1/batch',
    'get,post /u/{token}',
    'get,post /p/{token}',
    'get,post /d/{token}',
    'get /v1/customers/{customer}/export',
    'delete /v1/customers/{customer}',
    'get /v1/customers/{customer}/erasure',
    'get /v1/customers/{customer}/inbox',
    'post /v1/customers/{customer}/inbox/{message}/read',
    'get /v1/messages/unknown',
    'post /v1/messages/resend',
    'post /v1/messages/drop',
    'get /health',
    'get /openapi.json',
  ]);
  const handled = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
  const paths = new Set(handled.map(({ path }) => path.replaceAll(/:(\w+)/g, '{$1}')));
  expect(paths).toEqual(new Set(Object.keys(api.paths)));
});

test('what it refers to is in it, by a name', () => {
  const references = [...JSON.stringify(api).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  const names = Object.keys(api.components.schemas);
  expect(new Set(references.map(([, name]) => name))).toEqual(new Set(names));
  expect(names.filter((name) => !/^[A-Z][A-Za-z]+$/.test(name))).toEqual([]);
  expect(JSON.stringify(api)).not.toContain('$defs');
});

test('every operation has a name of its own, and says what may be answered', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  const statusesOf = (path: string) => Object.keys(Object(api.paths[path]?.post?.responses));
  expect(statusesOf('/v1/events')).toEqual(['202', '400', '401', '413', '415', '429', '500']);
  expect(statusesOf('/v1/journeys/{journey}/start')).toEqual([
    '202',
    '400',
    '401',
    '404',
    '409',
    '413',
    '415',
    '429',
    '500',
  ]);
  expect(statusesOf('/v1/batch')).toEqual(['200', '400', '401', '415', '429', '500']);
});

test('pages for people are described as such, and take forms without a key', () => {
  const post = api.paths['/u/{token}']?.post;
  expect(Object.keys(Object(post?.responses))).toEqual(['200', '400', '404', '413', '429', '500']);
  expect(post).toMatchObject({
    requestBody: {
      content: {
        'application/x-www-form-urlencoded': {
          schema: { properties: { 'List-Unsubscribe': { const: 'One-Click' } } },
        },
        'multipart/form-data': {},
      },
    },
    responses: { 200: { content: { 'text/html': {} } } },
  });
  expect(post).not.toHaveProperty('security');
});

test('an event is described by the schema that checks it', () => {
  expect(api.components.schemas.Event).toMatchObject({
    required: ['type', 'customerId'],
    properties: { id: { type: 'string', minLength: 1, maxLength: 256 }, at: { type: 'string' } },
    additionalProperties: false,
  });
});

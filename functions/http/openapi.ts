// The description of the HTTP API as OpenAPI 3.1, made of the routes and of the schemas that check what comes in.

import * as z from 'zod';
import type { Answer, Route } from './route.ts';

type Schemas = Record<string, unknown>;

/** As browsers and mail programs send them. */
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];

export function describeApi(routes: readonly Route[]): object {
  const schemas: Schemas = {};
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Milepost',
      version: '1',
      description:
        'Events come in, journeys are started; customers say what they want to get. JSON may come as gzip.',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The write key.' },
        basic: { type: 'http', scheme: 'basic', description: 'The write key as user, without a password.' },
      },
      schemas,
    },
  };
}

function operation(route: Route, schemas: Schemas): object {
  const parameters = [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => {
    return { name, in: 'path', required: true, schema: { type: 'string' } };
  });
  const answers: Record<string, Answer> = { ...usual(route), ...route.answers };
  return {
    operationId: idOf(route),
    summary: route.summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.isWrite || route.needsKey ? { security: [{ bearer: [] }, { basic: [] }] } : {}),
    ...(route.takes
      ? {
          requestBody: {
            required: true,
            description: `At most ${route.takes.limit.atMost} bytes, inflated.`,
            content: content(
              route.takes.isForm ? FORMS : ['application/json'],
              hoisted(route.takes.schema, 'input', schemas),
            ),
          },
        }
      : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseOf(answer, schemas)]),
    ),
  };
}

/** What every route that takes something may answer. */
function usual({ takes, isWrite, needsKey, problem }: Route): Record<string, Answer> {
  if (takes && (!isWrite || !('schema' in problem))) {
    return {
      400: { meaning: 'The form is not what it must be.' },
      [takes.limit.tooLarge]: { meaning: 'The form is too large.' },
      429: { meaning: 'Too much is under way. Retry-After says when to come again.' },
      500: { meaning: 'Something went wrong; come again.' },
    };
  }
  if (!('schema' in problem)) return {};
  const { schema } = problem;
  const noKey = { meaning: 'The write key is missing or wrong.', schema };
  if (!takes) return needsKey ? { 401: noKey } : {};
  return {
    400: { meaning: 'The body is not what it must be.', schema },
    401: noKey,
    [takes.limit.tooLarge]: {
      meaning:
        takes.limit.tooLarge === 400
          ? 'The body is not what it must be, or too large.'
          : 'The body is too large.',
      schema,
    },
    415: { meaning: 'The body is neither plain nor gzip.', schema },
    429: {
      meaning: 'Too much waits already; nothing was taken. Retry-After says when to come again.',
      schema,
    },
    500: { meaning: 'Something went wrong; send it again, with the same ids.', schema },
  };
}

function responseOf({ meaning, schema }: Answer, schemas: Schemas): object {
  const described = schema
    ? content(['application/json'], hoisted(schema, 'output', schemas))
    : content(['text/html'], { type: 'string' });
  return { description: meaning, content: described };
}

/** `/v1/journeys/:journey/start` is `post_journeys_start`. */
function idOf({ method, path }: Route): string {
  const words = path.match(/(?<!:)\b[a-z]+\b/g) ?? [];
  return [method.toLowerCase(), ...words].join('_');
}

function content(types: readonly string[], schema: unknown): object {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

/** The JSON Schema, with the definitions that it shares with others among the document's components. */
function hoisted(schema: z.ZodType, io: 'input' | 'output', schemas: Schemas): unknown {
  const { $schema: _, ...written } = z.toJSONSchema(schema, { io });
  const text = JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $defs = {}, ...own } = JSON.parse(text);
  Object.assign(schemas, $defs);
  return own;
}

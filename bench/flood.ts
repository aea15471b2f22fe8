// A flood against a server of its own on this machine: more clients than it can serve send as fast as they are let.
// Prints what was taken and refused, how long answers took, the server's memory, and whether anything was lost.
//
//   node bench/flood.ts [EVENTS]      as many events as shall be sent, 100,000 unless told; at most 1,000,000

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../lib/embedded/database.ts';

const EVENTS = Math.min(Number(process.argv[2] ?? 100_000), 1_000_000);
const BATCH = 100;
const CLIENTS = 150;
const MOST_WAITING = 20_000;
const LONGEST = 120_000;
const KEY = 'flood';

const folder = mkdtempSync(join(tmpdir(), 'milepost-flood-'));
const db = join(folder, 'milepost.db');
const { server, url } = await startServer();
try {
  await flood();
} finally {
  server.kill('SIGKILL');
  rmSync(folder, { recursive: true });
}

async function flood(): Promise<void> {
  const began = performance.now();
  const delays: number[] = [];
  const refused: Record<string, number> = {};
  let next = 0;
  let taken = 0;
  const memory: number[] = [];
  const isOver = () => performance.now() - began > LONGEST;
  const client = async () => {
    while (next < EVENTS && !isOver()) {
      const first = next;
      next += BATCH;
      for (;;) {
        const asked = performance.now();
        const status = await send(first);
        delays.push(performance.now() - asked);
        if (status === 202) {
          taken += BATCH;
          break;
        }
        refused[status] = (refused[status] ?? 0) + 1;
        if (isOver()) return;
        // Far more eagerly than the server asks for: it is a flood.
        await pause(250);
      }
    }
  };
  const watch = setInterval(() => memory.push(residentMemory()), 100);
  const before = residentMemory();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  const sent = performance.now() - began;
  await drained();
  const handled = performance.now() - began;
  clearInterval(watch);
  const half = Math.floor(memory.length / 2);
  delays.sort((a, b) => a - b);
  const at = (share: number) => Math.round(delays[Math.floor(delays.length * share)] ?? 0);
  const recorded = count("SELECT count(*) AS number FROM events WHERE id LIKE 'flood-%'");
  console.table({
    'events taken': taken,
    'requests refused': JSON.stringify(refused),
    'taken, each second': Math.round((taken / sent) * 1000),
    'handled, each second': Math.round((taken / handled) * 1000),
    'answer, median (ms)': at(0.5),
    'answer, 99th percentile (ms)': at(0.99),
    'answer, longest (ms)': at(0.99999),
    'processor, each event (ms)': (processorTime() / taken).toFixed(2),
    'memory before (MB)': before,
    'memory, most in the first half (MB)': Math.max(...memory.slice(0, half)),
    'memory, most in the second half (MB)': Math.max(...memory.slice(half)),
    'events lost': taken - recorded,
  });
  if (taken !== recorded) process.exitCode = 1;
}

/** The status that answers a batch; 0 where the connection broke. */
async function send(first: number): Promise<number> {
  const events = Array.from({ length: BATCH }, (_, n) => eventOf(first + n));
  try {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${KEY}` },
      body: JSON.stringify(events),
    });
    await response.text();
    return response.status;
  } catch {
    return 0;
  }
}

/** One in ten begins a journey. */
function eventOf(n: number): object {
  const event = { id: `flood-${n}`, customerId: `customer-${n}` };
  if (n % 10 !== 0)
    return { ...event, type: 'product.viewed', properties: { productId: 'p-1', text: 'x'.repeat(200) } };
  const properties = { email: `customer-${n}@example.com`, consent: { email: true } };
  return { ...event, type: 'customer.registered', properties };
}

async function startServer(): Promise<{ server: ChildProcess; url: string }> {
  const args = ['bin/milepost', 'serve', '--port', '0', '--db', db, '--most-waiting', String(MOST_WAITING)];
  const child = spawn(process.execPath, args, {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, MILEPOST_WRITE_KEY: KEY },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found !== undefined) resolve({ server: child, url: found });
    });
    child.once('exit', () => reject(new Error(`the server did not start:\n${said}`)));
  });
}

/** Processor time that the server has taken, in ms; Linux counts it in hundredths of a second. */
function processorTime(): number {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** Resident memory of the server, in MB. */
function residentMemory(): number {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

async function drained(): Promise<void> {
  const began = performance.now();
  while (
    performance.now() - began < LONGEST &&
    count('SELECT count(*) AS number FROM jobs WHERE error IS NULL') > 0
  )
    await pause(250);
}

function count(query: string): number {
  const database = openDatabase(db, { durable: false, readOnly: true });
  try {
    return Number(database.prepare(query).get()?.number);
  } finally {
    database.close();
  }
}

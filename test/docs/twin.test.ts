// README.zh-CN.md says what README.md says: whoever changes one changes the other.

import { expect, test } from 'vitest';
import { blocksOf, proseOf, wordsIn } from './markdown.ts';

const ENGLISH = 'README.md';
const CHINESE = 'README.zh-CN.md';

/** That the twins have the same of something. */
function expectSame(what: (page: string) => unknown): void {
  expect(what(CHINESE)).toEqual(what(ENGLISH));
}

test('the twins have the same sections', () => {
  expectSame((page) => proseOf(page).match(/^#+ /gm));
});

test('the twins show the same blocks, but for the comments in them', () => {
  expectSame((page) => blocksOf(page).map(({ language, text }) => [language, text.replaceAll(/ # .*/g, '')]));
});

test('the twins have the same tables and lists', () => {
  expectSame((page) => proseOf(page).match(/^(?:\||- )/gm)?.length);
});

test('the twins explain the same words, and in Chinese the English one comes first', () => {
  const glossary = (page: string) =>
    proseOf(page)
      .split(/^## /m)
      .find((section) => /^\| journey /m.test(section)) ?? '';
  const words = (page: string) =>
    [...glossary(page).matchAll(/^\| ([a-z-]+(?: [a-z]+)?) /gm)].map(([, word]) => word);
  expect(words(CHINESE)).toEqual(words(ENGLISH).filter((word) => word !== 'word'));
});

test('the twins name the same code and link to the same pages', () => {
  expectSame((page) => wordsIn(page).sort());
  expectSame((page) =>
    [...proseOf(page).matchAll(/\]\(([^)]+)\)/g)]
      .map(([, target]) => target)
      .filter((target) => target !== ENGLISH && target !== CHINESE)
      .sort(),
  );
});

import { describe, expect, it } from 'vitest';
import { bundleHash, channelsOf } from '../../../lib/journey/templates/bundle.ts';
import { aBundle, complaintsAbout, email } from './a-bundle.ts';

describe('a folder of templates', () => {
  it('holds a file for each channel and locale', () => {
    const bundle = aBundle({ 'email.en.liquid': email('<p>Hi</p>'), 'sms.zh-CN.liquid': '你好' });
    expect(Object.keys(bundle.files)).toEqual(['email.en', 'sms.zh-CN']);
    expect(channelsOf(bundle)).toEqual(new Set(['email', 'sms']));
  });

  it('may hold files that the computer hides', () => {
    expect(complaintsAbout({ '.DS_Store': '\0', 'sms.en.liquid': 'Hi' })).toEqual([]);
  });

  it('is empty without a template', () => {
    expect(complaintsAbout({})).toEqual([
      'welcome/greeting/: holds no template; add a file such as email.en.liquid',
    ]);
  });

  it('is told by its content: the same files in another order or with other line ends are the same', () => {
    const one = aBundle({ 'email.en.liquid': email('<p>Hi</p>'), 'sms.en.liquid': 'Hi' });
    const other = aBundle({
      'sms.en.liquid': 'Hi',
      'email.en.liquid': 'Subject: Hello\r\n\r\n<p>Hi</p>\r\n',
    });
    const changed = aBundle({ 'sms.en.liquid': 'Ho', 'email.en.liquid': email('<p>Hi</p>') });
    expect(bundleHash(other)).toBe(bundleHash(one));
    expect(bundleHash(changed)).not.toBe(bundleHash(one));
  });
});

describe('a marketer is told', () => {
  it('which channels there are, and the one that was probably meant', () => {
    expect(complaintsAbout({ 'emial.en.liquid': 'x' })).toEqual([
      'welcome/greeting/emial.en.liquid: "emial" is no channel; channels are email, sms, push, inbox; did you mean "email"?',
    ]);
  });

  it('how a locale is written', () => {
    expect(
      complaintsAbout({ 'sms.liquid': 'x', 'sms.english.liquid': 'x', 'sms.zh_CN.liquid': 'x' }),
    ).toEqual([
      'welcome/greeting/sms.english.liquid: "english" is no locale; write a language, or language-REGION, for example sms.en or sms.zh-CN',
      'welcome/greeting/sms.liquid: names no locale; write a language, or language-REGION, for example sms.en or sms.zh-CN',
      'welcome/greeting/sms.zh_CN.liquid: "zh_CN" is no locale; write a language, or language-REGION, for example sms.en or sms.zh-CN',
    ]);
  });

  it('that a file is no template', () => {
    expect(complaintsAbout({ 'email.en.html': '<p>' })).toEqual([
      'welcome/greeting/email.en.html: is no template; write <channel>.<locale>.liquid, for example email.en.liquid, or email.en.mjml',
    ]);
  });

  it('that an e-mail needs a subject, and a push a title', () => {
    expect(complaintsAbout({ 'email.en.liquid': '<p>Hi</p>', 'push.en.liquid': 'Hi' })).toEqual([
      'welcome/greeting/email.en.liquid:1:1: has no Subject; begin the file with "Subject: …" and a blank line',
      'welcome/greeting/push.en.liquid:1:1: has no Title; begin the file with "Title: …" and a blank line',
    ]);
  });

  it('what is wrong with the head of a file', () => {
    const complaint = (content: string) => complaintsAbout({ 'email.en.liquid': content })[0];
    expect(complaint('Subjct: Hi\n\n<p>')).toContain(
      ':1:1: "Subjct" is no head of this channel; only Subject and Preview are',
    );
    expect(complaint('Subject: Hi\nSubject: Ho\n\n<p>')).toContain(':2:1: Subject is there twice');
    expect(complaint('Subject:\n\n<p>')).toContain(':1:1: Subject is empty');
    expect(complaint('Subject: Hi\n<p>Hi</p>')).toContain(':2:1: has no blank line between head and body');
    expect(complaint('Subject: Hi\n\n')).toContain('has no body');
    expect(complaint('\n')).toContain('is empty');
  });

  it('where Liquid stumbles: file, line and column as the editor shows them', () => {
    const files = {
      'email.en.liquid': email('<p>Hi</p>\n<p>{{ customer.firstName | upcas }}</p>', 'Hi {% if x %}'),
      'sms.en.liquid': '\n\n  Hi {{ customer.firstName ',
      'sms.zh.liquid': '{% fi customer.vip %}',
    };
    expect(complaintsAbout(files)).toEqual([
      'welcome/greeting/email.en.liquid:1:13: tag {% if x %} not closed',
      'welcome/greeting/email.en.liquid:4:4: there is no filter "upcas"; did you mean "upcase"?',
      'welcome/greeting/sms.en.liquid:3:6: output "{{ customer.firstName" not closed',
      'welcome/greeting/sms.zh.liquid:1:1: there is no tag "fi"; did you mean "if"?',
    ]);
  });

  it('that templates read no other files', () => {
    for (const tag of ['include "x"', 'render "x"', 'layout "x"']) {
      const name = tag.split(' ')[0];
      expect(complaintsAbout({ 'sms.en.liquid': `{% ${tag} %}` })[0]).toContain(`there is no tag "${name}"`);
    }
  });
});

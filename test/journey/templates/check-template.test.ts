import { describe, expect, it } from 'vitest';
import { checkTemplate, type Provided } from '../../../lib/journey/templates/check-template.ts';
import { placeOf } from '../../../lib/journey/templates/problem.ts';
import { variablesOf } from '../../../lib/journey/templates/variables.ts';
import { aBundle, email } from './a-bundle.ts';

function complaints(source: string, provided: Provided = {}): string[] {
  return checkTemplate(aBundle({ 'sms.en.liquid': source }), provided).map((problem) => problem.message);
}

describe('a template’s variables', () => {
  it('are found with their places, in the subject too', () => {
    const bundle = aBundle({
      'email.en.liquid': email(
        '<p>{{ customer.firstName | default: trigger.name }}</p>\n{% for item in event.items %}{{ item.title }}{% endfor %}',
        'For {{ customer["first name"] }}',
      ),
    });
    expect(variablesOf(bundle).map(({ path, line }) => `${line} ${path.join('.')}`)).toEqual([
      '1 customer.first name',
      '3 customer.firstName',
      '3 trigger.name',
      '4 event.items',
    ]);
    expect(variablesOf(bundle)[0]).toMatchObject({ channel: 'email', locale: 'en', file: 'email.en.liquid' });
  });

  it('may be made by the template itself', () => {
    expect(
      complaints('{% assign left = 3 | minus: visit %}{{ left }}{% capture x %}y{% endcapture %}{{ x }}'),
    ).toEqual([]);
  });

  it('may be anything of the customer, whose attributes are open', () => {
    expect(complaints('{{ customer.shoeSize }}{{ customer.attributes.vip }}{{ customer.nextTier }}')).toEqual(
      [],
    );
  });

  it('are wrong when nothing provides them', () => {
    expect(complaints('{{ custmer.firstName }} {{ firstName }}')).toEqual([
      'nothing provides "custmer.firstName"; templates see customer, trigger, event, webhook, journey, visit, now, links, company; did you mean "customer"?',
      'nothing provides "firstName"; templates see customer, trigger, event, webhook, journey, visit, now, links, company',
    ]);
  });

  it('are shown where they stand', () => {
    const bundle = aBundle({ 'email.en.liquid': email('<p>\n{{ custmer.firstName }}') });
    expect(checkTemplate(bundle, {}).map(placeOf)).toEqual(['welcome/greeting/email.en.liquid:4:4']);
  });

  it('of the trigger must be declared for its event, if that is declared', () => {
    expect(complaints('{{ trigger.orderid }}', { trigger: ['orderId', 'total'] })).toEqual([
      '"trigger" has no "orderid"; it has id, type, at, orderId, total; did you mean "orderId"?',
    ]);
    expect(complaints('{{ trigger.at }}{{ trigger.total }}', { trigger: ['orderId', 'total'] })).toEqual([]);
    expect(complaints('{{ trigger.anything }}')).toEqual([]);
    expect(complaints('{{ event.total }}', { event: [] })[0]).toContain('"event" has no "total"');
  });

  it('of the links and the company are those that there are', () => {
    expect(complaints('{{ links.unsubscribe }} {{ links.preferences }} {{ company.address }}')).toEqual([]);
    expect(complaints('{{ links.unsubcribe }}')).toEqual([
      '"links" has no "unsubcribe"; it has unsubscribe, preferences, confirm; did you mean "unsubscribe"?',
    ]);
    expect(complaints('{{ company.adress }}')[0]).toContain('did you mean "address"?');
  });

  it('of the journey are its id and name, and now and visit have no parts', () => {
    expect(complaints('{{ journey.nmae }}')[0]).toContain('it has id, name; did you mean "name"?');
    expect(complaints('{{ now.year }}')).toEqual([
      '"now.year" is never there: "now" is a single value; write {{ now }}',
    ]);
    expect(complaints('{{ journey.id }} {{ visit }} {{ now | date: "%F" }}')).toEqual([]);
  });
});

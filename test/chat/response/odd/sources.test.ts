import { expect, test } from 'vitest';
import { toSources } from '../../../../src/chat/response/odd/sources';

const URL_A = 'https://host.test/a';

test.each<[what: string, value: unknown, sources: object[] | undefined]>([
  ['URLs', [URL_A], [{ url: URL_A }]],
  ['objects', [{ url: URL_A, title: 'A' }], [{ url: URL_A, title: 'A' }]],
  ['citations', [{ url_citation: { url: URL_A, title: 'A' } }], [{ url: URL_A, title: 'A' }]],
  ['one of which has no URL', [{ title: 'A' }, URL_A], [{ url: URL_A }]],
  ['none of which has a URL', [{ title: 'A' }, 5, null, ''], undefined],
  ['an empty list', [], undefined],
  ['no list', { url: URL_A }, undefined],
  ['null', null, undefined],
])('%s', (_, value, sources) => {
  expect(toSources(value)).toEqual(sources);
});

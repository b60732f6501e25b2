const NAME = '(?!(?:and|or)\\b)[a-z_](?:[a-z_.0-9]|\\[\\d{1,9}\\]){0,99}';
const FIELDS = `(?<fields>${NAME}(?:(?:, and |, or |, | and | or )${NAME}){0,19})`;
/** What may follow a phrase that ends with the name of a field: a name may also be one of several words of another thing. */
const AFTER_FIELDS =
  '(?=$|[.;:,\\n\\]}]| (?:\\(|is |does |(?:field|parameter|setting|values?|on|for|with|that forces)\\b))';

/**
 * A phrase template -> a pattern that a text must begin with. `FIELDS` stands for the names of one field or of several, `WORD` for
 * what has no white space, `<a|b|>` for one of these or nothing; all else is as written. Phrases are tried on at most
 * MAX_STATEMENT characters, and no two parts of one can take the same text, so that a match takes time in proportion to it.
 */
export function toPattern(template: string): RegExp {
  const source = template
    .replace(/[.*+?^$(){}[\]\\]/g, '\\$&')
    .replaceAll('<', '(?:')
    .replaceAll('>', ')')
    .replaceAll('FIELDS', FIELDS)
    .replaceAll('WORD', '\\S{1,80}');
  let end = /[\w>]$/.test(template) ? '(?!\\w| because)' : '';
  if (template.endsWith('FIELDS')) end = AFTER_FIELDS;
  return new RegExp(`^${source}${end}`);
}

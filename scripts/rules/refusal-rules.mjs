const LEARN = '../refusals/to-lessons.ts';
const STATEMENTS = '../refusals/to-statements.ts';
const MODEL = '../heroku-language-model.ts';
const LESSONS = '../refusals/lessons.ts';
const OPTIONS = '../../specification/provider-options.ts';

/** What refusals teach, and what they do not; provider options. */
export const REFUSAL_RULES = [
  ['only a 400 is a refusal', LEARN, 'statusCode !== 400 && statusCode !== 200', 'false'],
  ['a first frame may be a refusal', LEARN, ' && statusCode !== 200', ''],
  [
    'includeUsage: true is not unlearned',
    LEARN,
    "includeUsage === true && omit.includes('stream_options')",
    'false',
  ],
  ['what the caller put in stays', LEARN, 'if (named.length === 0 || !isOurs) continue;', ''],
  [
    'a field of the caller beside ours is no lesson',
    LEARN,
    'if (fields.some((field) => extraFields.includes(field))) return {};',
    '',
  ],
  [
    'paths into messages and tools are content',
    LEARN,
    '/^(?:messages|tools)\\b/.test(path)',
    'false',
  ],
  ['what follows a reason is no refusal of the field', LEARN, '(?! because)', ''],
  [
    'words begin with the refusal',
    LEARN,
    "new RegExp(words.source.replace('FIELDS', FIELDS))",
    "new RegExp(words.source.replace('FIELDS', FIELDS).replaceAll('^', ''))",
  ],
  ['several fields may be named', LEARN, 'named.split(/(?:,| and| or)+ /)', '[named]'],
  ['a field may begin with body', LEARN, ".replace(/^body\\./, '')", ''],
  ['the effort is reasoning_effort', LEARN, '|^(?:output_config\\.)?effort$/', '/'],
  [
    'a wrapped error is read',
    STATEMENTS,
    'const wrapped = isWrapped ? ',
    'const wrapped = false ? ',
  ],
  [
    'JSON behind words of others is no wrapped error',
    STATEMENTS,
    "stripPrefixes(text.slice(0, start)) === ''",
    'true',
  ],
  [
    'a place and a message are one statement',
    STATEMENTS,
    'Array.isArray(loc) && typeof msg',
    'typeof loc && typeof msg',
  ],
  ['a parameter may stand beside the words', STATEMENTS, 'NOT_TAKEN.test(String(code))', 'false'],
  ['a parameter with a wrong value is taken', STATEMENTS, 'NOT_TAKEN.test(String(code))', 'true'],
  ['errors that Python prints are read', STATEMENTS, 'if (message) return', 'if (false) return'],
  [
    'thinking that is refused may be that of an effort',
    LEARN,
    "extended_thinking ? { thinking: 'none' } : { reasoningEffort: 'never' }",
    "{ thinking: 'none' }",
  ],
  [
    'thinking without a budget may be refused too',
    LEARN,
    'body.extended_thinking?.budget_tokens\n',
    'true\n',
  ],
  [
    'a limit has another name',
    LEARN,
    "change: { profile: { outputLimit: 'max_completion_tokens' } }",
    "change: { omit: ['max_tokens'] }",
  ],
  ['lists of vLLM are read as text', STATEMENTS, "/'loc': \\('body', '", "/'lac': \\('body', '"],
  [
    'only names lose their quotation marks',
    STATEMENTS,
    '([\\w.[\\]]+)["\'`\\u2019\\u201d]/g',
    '(.+)["\'`\\u2019\\u201d]/g',
  ],
  [
    'a body that quotes the request is not searched',
    STATEMENTS,
    '[...HOLDERS, ...keys]',
    '[...Object.keys(node)]',
  ],
  ['a call makes at most three requests', MODEL, 'requests < MOST_REQUESTS && ', ''],
  ['false teaches nothing', MODEL, 'const lesson = memory && ', 'const lesson = '],
  [
    'only an answer is remembered',
    MODEL,
    'if (lessons !== NO_LESSONS) memory?.remember(modelId, lessons);',
    '',
  ],
  [
    'the same request is not sent twice',
    MODEL,
    'if (changed.text === request.text) throw error;',
    '',
  ],
  [
    'what is known is asked first',
    MODEL,
    'let request = toRequestWith(known);',
    'let request = toRequestWith(NO_LESSONS);',
  ],
  ['the memory is bounded', LESSONS, 'byModel.size > MOST_MODELS && ', 'false && '],
  ['lessons add up', LESSONS, '{ ...known.profile, ...learned.profile }', 'learned.profile'],
  [
    'an unknown option is warned about',
    OPTIONS,
    '      warnAboutKeys(`providerOptions',
    '      String(`providerOptions',
  ],
  [
    'unknown options inside an option too',
    OPTIONS,
    'if (inner && innerShape)',
    'if (false && innerShape)',
  ],
  ['options that are undefined are none', OPTIONS, '} else if (value !== undefined) {', '} else {'],
  ['the generic name is said', OPTIONS, 'key !== name && value && isMissed', 'false'],
  ['names like the own are said', OPTIONS, ' || (given == null && isLikely(key, name))', ''],
  ['names of Object are no options', OPTIONS, 'Object.hasOwn(shape, key)', 'key in shape'],
];

import type { Growing } from './derive-inputs';

/** The file and the text of each expression that has a loop without a bound -> what costs it much: a piece, or a text that grows by one. */
export const EXPRESSIONS: Record<string, readonly (string | Growing)[]> = {
  'call-counter.ts /^(?<prefix>functions\\..*:)(?<number>\\d{1,9})$/s': [
    { piece: 'functions.a:0', after: '\n\u0001' },
  ],
  "to-statements.ts /'message': (?:\"([^\"]+)\"|'((?:\\\\.|[^'\\\\])+)')/": [
    { before: "'message': '", piece: 'a', after: '\n\u0001' },
  ],
  'to-statements.ts /["\'`\\u2018\\u201c]([\\w.[\\]]+)["\'`\\u2019\\u201d]/g': [
    { before: '"', piece: 'a', after: '\n\u0001' },
  ],
  'file-data.ts /^(?:(?:application|binary)\\/octet-stream\\b.*)?$/i': [
    { before: 'application/octet-stream', piece: ' ', after: '\n\u0001' },
  ],
  'file-data.ts /^(?:text\\b|message\\/rfc822|application\\/(?:[\\w.-]+\\+|x-)?(?:json(?:5|l|-seq)?|ndjson|csv|xml(?:-dtd)?|ya?ml|toml|javascript|ecmascript|typescript|python|ruby|perl|sql|graphql|c?sh|httpd-php|(?:la)?tex|www-form-urlencoded)(?![\\w-]))/i':
    [{ before: 'application/', piece: 'a', after: '' }],
  'file-data.ts /^data:([^,;]*)(?:;[^,]*)?,(.*)$/is': [
    { before: 'data:', piece: 'a', after: '\n\u0001' },
  ],
  'file-data.ts /^data:([^,;]*)(?:;[^,]*)?;base64,/i': [
    { before: 'data:', piece: 'a', after: '\n\u0001' },
  ],
  'to-tool-result.ts /^(?!data:).*\\.(png|jpe?g|gif|webp)(?:[?#]|$)/i': ['a'],
  'plain-root.ts /^[a-z]+$/i': [{ piece: 'a', after: '\n\u0001' }],
  'describe-types.ts /\\W+/g': [{ piece: '.', after: '\n\u0001' }],
  'describe-types.ts /\\s+/g': [{ piece: ' ', after: '\n\u0001' }],
  'to-type-text.ts /^[a-z_$][\\w$]*$/i': [{ before: 'a', piece: 'a', after: '\n\u0001' }],
  'without-unused-definitions.ts /\\\\?"\\$(?:ref|dynamicRef|recursiveRef)\\\\?":\\\\?"([^"\\\\]*)/g':
    [
      { before: '"$ref":"', piece: 'a', after: '\n\u0001' },
      { piece: '"$ref":"', after: '\n\u0001' },
    ],
  'without-unused-definitions.ts /^#\\/(\\$defs|definitions)\\/([^/]+)/': [
    { before: '#/$defs/', piece: 'a', after: '\n\u0001' },
  ],
  'rewrites.ts /^([^#]*)#?(.*)$/s': [{ before: 'a#', piece: 'a', after: '\n\u0001' }],
  'rewrites.ts /^[a-z_][\\w.-]*$/i': [{ before: 'a', piece: 'a', after: '\n\u0001' }],
  'odd-document.ts /^(:[^\\r\\n]*[\\r\\n]\\s*)+/': [{ piece: ':a\n', after: '\n\u0001' }],
  'odd-document.ts /^\\ufffd?(\\{\\s*("|$)|(d?a?t?a?|e?v?e?n?t?|i?d?|r?e?t?r?y?)([:\\r\\n]|$))/': [
    { before: '\ufffd{', piece: ' ', after: '\n\u0001' },
  ],
  'call-arguments.ts /^`{1,4}(?:json\\w?)?(?=[\\s{])\\s*/i': [
    { before: '`jsona', piece: ' ', after: '\n\u0001' },
  ],
  'call-arguments.ts new RegExp(`^${EMPTY_VALUE}+$`)': [{ piece: '{ } ', after: '\n\u0001' }],
  'json-validator.ts /^(true|false|null|-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?)$/': [
    { before: '-', piece: '0', after: '\n\u0001' },
  ],
  'offered-tools.ts /(?:<.*|\\s.*|:\\d{1,9})$/s': [{ piece: ':0', after: '\n\u0001' }],
  'offered-tools.ts /[^\\w-]+/': [{ piece: ' ', after: '\n\u0001' }],
  'offered-tools.ts /^(.{1,64}?)\\1+$/': [{ piece: 'a', after: '\n\u0001' }],
  'thinking-tags.ts /^<(?:\\w+:)?([\\w-]+?)(?:ing)?[\\s>]/': [
    { before: '<', piece: 'a', after: '' },
  ],
  'check-setup.ts /\\?.*/s': [{ before: '?', piece: 'a', after: '\n\u0001' }],
  'exchange.ts /\\s+/g': [
    { piece: ' ', after: '\n\u0001' },
    { piece: ' ', after: '\n\u0001' },
  ],
  'local.ts /^\\d+$/': [{ piece: '0', after: '\n\u0001' }],
  'agents.ts /"isError":\\s*true/': [{ before: '"isError":', piece: ' ', after: '\n\u0001' }],
  'redactor.ts /((?<!\\\\)\\\\*"(?:signature|redacted_thinking)\\\\*"\\s*:\\s*\\\\*")([^"\\\\]*)/g':
    [{ before: '\\"signature\\" : ', piece: '\\', after: '\n\u0001' }],
  'redactor.ts /[\\w.+-]{1,64}@[\\w-]+(\\.[\\w-]+)+/g': [
    { before: 'a@', piece: 'a', after: '\n\u0001' },
  ],
  'redactor.ts /\\b(bearer) [\\w.~+/-]{8,}/gi': [
    { before: 'bearer ', piece: 'a', after: '\n\u0001' },
  ],
  'redactor.ts /\\b(chatcmpl|tooluse|toolu|call|msg|req)([-_])(?=[\\w-]{0,200}\\d)[\\w-]{6,}/g': [
    { piece: 'chatcmpl-', after: '\n\u0001' },
  ],
  'redactor.ts /\\b(inf|HRKU)-[\\w-]{8,}/g': [{ before: 'inf-', piece: 'a', after: '\n\u0001' }],
  'redactor.ts /\\barn:[\\w-]+:[^\\s"\\\\,]+/g': [
    { before: 'arn:', piece: 'a', after: '\n\u0001' },
  ],
  'redactor.ts /\\bheroku-inf-[\\w-]+/g': [
    { before: 'heroku-inf-', piece: 'a', after: '\n\u0001' },
  ],
  'redactor.ts /^(\\[\\d+ characters\\])?$/': [{ before: '[', piece: '0', after: '' }],
  'report.ts /\\s+/g': [{ piece: ' ', after: '\n\u0001' }],
  'streaming.ts /[\\r\\n]+/': [{ piece: '\n', after: '\n\u0001' }],
  'transcripts.ts /^(content-type|retry-after|x-ratelimit-[\\w-]+|deprecation|sunset)$/': [
    { before: 'x-ratelimit-', piece: 'a', after: '\n\u0001' },
  ],
  'http-client.ts /(?<!\\/)\\/+$/': [{ piece: '/', after: '\n\u0001' }],
  'http-client.ts /(?<!\\/)\\/+v1(?:$|\\/.*)/s': [{ piece: '/', after: '\n\u0001' }],
  'chat-dialects.ts /\\d+/': ['0'],
  'errors.ts /^\\w+ +/': ['a'],
  'connection-error.ts /^(ECONN\\w+|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|UND_ERR_(SOCKET|\\w+_TIMEOUT)|Connection\\w+|FailedToOpenSocket)$/':
    [{ before: 'ECONN', piece: 'a', after: '\n\u0001' }],
  'firewall.ts /\\b(select\\b[\\s\\S]{1,200}\\bfrom|insert\\s+into|delete\\s+from|drop\\s+table)\\b/i':
    [{ piece: 'select ', after: '\n\u0001' }],
  'firewall.ts /^\\s*[{["]/': [{ piece: ' ', after: '\n\u0001' }],
  'keep-alive.ts /^(:.*|[[<]?(openrouter )?(processing|ping|pong|heart-?beat|keep[ _-]?alive|no-?op)(\\W[\\W\\dTZ]*)?)$/i':
    [{ before: ':', piece: 'a', after: '\n\u0001' }],
  'redact.ts /^[\\w.-]*$/': [{ piece: 'a', after: '\n\u0001' }],
  "redact.ts new RegExp([...begin].map((plain) => `[${plain}]`).join('\\\\\\\\*'))": [
    { before: 'i', piece: '\\', after: '\n\u0001' },
    { piece: 'i\\', after: '\n\u0001' },
  ],
  'redact.ts /\\?([^#]*)/': [{ before: '?', piece: 'a', after: '\n\u0001' }],
  'redact.ts /^(bearer|basic|token|apikey) +/i': [{ before: 'bearer', piece: ' ', after: '' }],
  'remedies.ts /\\?.*/s': [{ before: '?', piece: 'a', after: '\n\u0001' }],
  'remedies.ts /^400.*: stream_options/s': [{ before: '400', piece: 'a', after: '\n\u0001' }],
  'remedies.ts /^400.*expected \\S*thinking/is': [{ piece: '400aexpected ', after: '\n\u0001' }],
  'remedies.ts /^400.*tool.?choice/is': [
    { before: '400', piece: 'a', after: '\n\u0001' },
    { before: '400', piece: 'a', after: '\n\u0001' },
  ],
  'remedies.ts /^400.*unrecognized request argument/s': [
    { before: '400', piece: 'a', after: '\n\u0001' },
  ],
  'remedies.ts /^404.*model/is': [{ before: '404', piece: 'a', after: '\n\u0001' }],
  'remedies.ts /^422.*image/is': [{ before: '422', piece: 'a', after: '\n\u0001' }],
  'retry-after.ts /([\\d.]+)([a-zµ]*)/g': [{ piece: '0a', after: '\n\u0001' }],
  'retryable.ts /\\b\\w+(?:Exception|Error)\\b/g': [{ piece: 'a', after: '\n\u0001' }],
  'server-error.ts /^(0|2\\d\\d|ok|succe\\w+|queued|pending|(in_)?progress|processing|running|complete\\w*)$/i':
    [{ before: 'succe', piece: 'a', after: '\n\u0001' }],
  'to-api-error.ts /<(?:title|h1)[^<>]*>([^<]*)</i': [
    { before: '<titlea>', piece: 'a', after: '\n\u0001' },
  ],
  'to-api-error.ts /^\\s*(?:event:[^\\n]*\\n)?data:([^\\n]*).*/s': [
    { piece: ' ', after: '\n\u0001' },
  ],
  'to-images.ts /^data:[^,]*,/': [{ before: 'data:', piece: 'a', after: '\n\u0001' }],
  'json-text.ts /\\\\ud[89a-f]..(?<=(?<!\\\\)(?:\\\\\\\\)*\\\\ud...)/g': [
    { piece: '\\udaaa\\\\', after: '\n\u0001' },
  ],
  'json-text.ts /^\\s*[["\\-\\dtfn]/': [{ piece: ' ', after: '\n\u0001' }],
  'json-text.ts /^\\s*{/': [{ piece: ' ', after: '\n\u0001' }],
  'formats.ts /[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+/': [
    { before: 'a@', piece: 'a', after: '\n\u0001' },
  ],
  'make-number.ts /-?\\d+(?:\\.\\d+)?/g': [{ before: '-0.', piece: '0', after: '\n\u0001' }],
  'formats.ts /https?:\\/\\/[^\\s"\'<>)]*[\\w/]/': [
    { before: 'https://', piece: '{', after: '\n\u0001' },
  ],
  'prompted-json.ts /"(?:[^"\\\\]|\\\\.)*"|[{}]/g': [
    { before: '"', piece: 'a', after: '\n\u0001' },
  ],
  'json-schema.ts /^[A-Za-z_][-A-Za-z0-9._]*$/': [
    { before: 'a', piece: 'a', after: '\n\u0001' },
    { before: 'a', piece: 'a', after: '\n\u0001' },
  ],
  'json-schema.ts /^[^#]*#?$/': [{ piece: 'a', after: '\n\u0001' }],
  'messages.ts /\\[object \\w+\\]/i': [{ before: '[object ', piece: 'a', after: '\n\u0001' }],
  'messages.ts /^[A-Za-z0-9+/]+={0,2}$/': [{ piece: 'a', after: '\n\u0001' }],
  'messages.ts /^\\s*[[\\d"tfn-]/': [{ piece: ' ', after: '\n\u0001' }],
  'tools.ts /^[a-zA-Z][a-zA-Z0-9_]*$/': [{ before: 'a', piece: 'a', after: '\n\u0001' }],
  'tool-picking.ts /[_/-]+/g': [{ piece: '/', after: '\n\u0001' }],
  'words.ts /[\\p{L}\\p{N}]+/gu': [{ piece: 'a', after: '\n\u0001' }],
  'nearest-model-id.ts /[^a-z\\d]+/': [{ piece: 'A', after: '\n\u0001' }],
  'environment.ts /(?<!\\/)(\\/+v1){0,9}(\\/+(chat\\/completions|embeddings|rerank|images\\/generations|agents\\/heroku|messages))?\\/*$/':
    [{ piece: '/v1/', after: '\n\u0001' }],
  'setup-problems.ts /\\/\\/[^/]*@/g': [{ before: '//', piece: 'a', after: '\n\u0001' }],
  'setup-problems.ts /^(["\'`]).*\\1$/s': [{ piece: '"', after: '\n\u0001' }],
  'setup-problems.ts /^(\\/\\/)?([\\w-]+\\.[\\w.-]+|localhost|\\[[\\da-f:]+\\])(:\\d+)?(\\/|$)/i': [
    { before: '//a.', piece: 'a', after: '\n\u0001' },
  ],
  'setup-problems.ts /^(export )?\\w+_(KEY|URL|MODEL_ID)\\s*[=:]/': [
    { before: 'export ', piece: '_', after: '' },
  ],
  'setup-problems.ts /^<[^<>]*>$|^\\*+$|\\.\\.\\.$|^your[-_ ]/i': [
    { before: '<', piece: 'a', after: '\n\u0001' },
  ],
  'setup-problems.ts /^\\/+/': ['/'],
  'setup-problems.ts /^http:\\/\\/[^/]*\\.heroku\\.com/i': [
    { before: 'http://', piece: '.', after: '\n\u0001' },
  ],
  'setup-problems.ts /^https?:\\/\\/[^/]*@/i': [
    { before: 'https://', piece: 'a', after: '\n\u0001' },
  ],
  'setup-problems.ts /^inf-.+|inf-[\\da-f]{8}[\\w-]*/gi': [
    { before: 'inf-aaaaaaaa', piece: 'a', after: '\n\u0001' },
  ],
  "setup-problems.ts new RegExp(KEYS, 'i')": [
    { before: 'inf-aaaaaaaa', piece: 'a', after: '\n\u0001' },
  ],
  'json-from-schema.ts /^(?:(?:pattern|additional|unevaluated|min|max)?[pP]roperties|required|propertyNames|dependent\\w+|dependencies)$/':
    [{ before: 'dependent', piece: 'a', after: '\n\u0001' }],
  'json-from-schema.ts /^(?:\\w*[iI]tems|\\w*[cC]ontains)$/': [
    { piece: 'Items', after: '\n\u0001' },
  ],
  'json-from-schema.ts /^(?:\\w*[mM]inimum|\\w*[mM]aximum|multipleOf)$/': [
    { piece: 'Minimum', after: '\n\u0001' },
  ],
  'pattern-parser.ts /^(?:k<([^>]+)>|([1-9]))/': [{ before: 'k<', piece: 'a', after: '\n\u0001' }],
  'pattern-parser.ts /^(?:u\\{([\\da-fA-F]+)\\}|u([\\da-fA-F]{4})|x([\\da-fA-F]{2}))/': [
    { before: 'u{', piece: '0', after: '\n\u0001' },
  ],
  'pattern-parser.ts /^\\?(?:[:=!]|<[=!]|<([^>]*)>)/': [
    { before: '?<', piece: 'a', after: '\n\u0001' },
  ],
  'pattern-parser.ts /^\\{[^}]*\\}/': [{ before: '{', piece: '0', after: '\n\u0001' }],
  'requests.ts /refusal|messages\\W*1/': [{ before: 'messages', piece: '.', after: '\n\u0001' }],
  'field-changes.ts /^messages[[.]\\d+\\]?\\.reasoning$/': [{ before: 'messages[', piece: '0' }],
  "to-statements.ts new RegExp( `^\\\\s*(?:(?:${/* @__PURE__ */ PREFIX.join('|')})\\\\s*[:-]\\\\s*)+`, 'i', )":
    [' ', 'error: ', 'bedrock  - '],
};

/** What is built from what a caller gives, and why it needs no row. */
export const NEVER_RUN: Record<string, string> = {
  "rewrites.ts new RegExp(source, 'u')":
    "A pattern of the caller's schema: built to see whether it is one, never run.",
  "make-string.ts new RegExp(`(?<=[\\\\p{L},] )(${names})`, 'gu')":
    'Names that a prompt and a schema share, on the local server.',
  "make-string.ts new RegExp(`\\\\b(?:in|for|at|near|to|from|of) (${names})`, 'gu')":
    'Names that a prompt and a schema share, on the local server.',
  'types.ts new RegExp(pattern, flags)':
    "A pattern of the caller's schema, run on texts of the local server.",
  "json-schema.ts new RegExp(value as string, 'u')":
    "A pattern of the caller's schema: built to see whether it is one, never run.",
  "alike-events.ts new RegExp(silent?.toPattern(source) ?? source, 'uy')":
    'The text of an event with a delta in its place: the readings run it.',
  'tool-history.ts new RegExp(`^${idPattern(facts)}$`)':
    'A set of characters with a bound, as in `[a-z]{1,64}`.',
};

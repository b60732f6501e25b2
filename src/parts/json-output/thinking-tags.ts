/** A piece of an answer's text, told apart by the tags around it. */
export type Segment = { kind: 'text' | 'reasoning'; text: string };

/*
 * The tags in which models write their thoughts into the text (field-reports.md A1), as sources of regular expressions
 * without regard to case. White space and names are bounded, so that no text makes them slow and a reader knows how much of
 * a text decides.
 */

/** The names of tags, among them `<antThinking>`, `<thought_process>` and `<chain_of_thought>`. */
const NAME =
  '(?:ant|(?:[a-z]{1,9}[_-]){1,2})?(?:think(?:ing)?|thoughts?|reasoning|monologue|scratchpad)(?:_(?:process|steps))?|' +
  'reason|reflection|analysis|planning';
/** The prefix of a namespace, as in `<seed:think>`. */
const PREFIX = '(?:[a-z]{1,9}:)?';
const closingTag = (name: string) => `</${PREFIX}(?:${name})\\s{0,9}>`;

/** Pairs that are no tags of a name: of Kimi, Mistral, Cohere, Gemma and others. */
const PAIRS: readonly [opening: string, closing: string][] = [
  ['◁think▷', '◁/think▷'],
  ['\\[THINK\\]', '\\[/THINK\\]'],
  ['<\\|START_THINKING\\|>', '<\\|END_THINKING\\|>'],
  ['<\\|begin_of_thought\\|>', '<\\|end_of_thought\\|>'],
  ['<\\|channel>thought', '<channel\\|>'],
  ['<unused94>', '<unused95>'],
];

/**
 * The channels of gpt-oss: `final` begins the answer, one with a recipient holds the input of a tool, others hold thoughts.
 * A format may stand behind the name, as in `final <|constrain|>json` or `final json`.
 */
const ROLE = '<\\|start\\|>assistant';
const CHANNEL = '<\\|channel\\|>';
const FORMAT = '[\\w \\n]{0,12}(?:<\\|constrain\\|>\\s?\\w{0,9}\\s?)?<\\|message\\|>';
const RECIPIENT = ' ?to=[\\w.:-]{1,40}';
const THOUGHT_CHANNEL = `(?:${ROLE})?${CHANNEL}(?:analysis|commentary)${FORMAT}`;
const ANSWER_CHANNEL = `(?:${ROLE})?${CHANNEL}final${FORMAT}`;
const TOOL_CHANNEL =
  `(?:${ROLE})?${CHANNEL}(?:analysis|commentary)${RECIPIENT}${FORMAT}|` +
  `${ROLE}${RECIPIENT}${CHANNEL}(?:analysis|commentary)${FORMAT}`;

export const OPENING = /* @__PURE__ */ either(
  // `<think />` opens nothing.
  `<${PREFIX}(?:${NAME})(?:\\s[^<>]{0,40})?(?<!/)>`,
  ...PAIRS.map(([opening]) => opening),
  THOUGHT_CHANNEL,
);
/** What ends a thought, also one whose opening is missing. */
export const CLOSING = /* @__PURE__ */ either(
  closingTag(NAME),
  ...PAIRS.map((pair) => pair[1]),
  `(?:<\\|end\\|>\\s?)?(?:${ANSWER_CHANNEL}|${TOOL_CHANNEL})`,
  // The tag of gpt-oss, where a server has dropped the tokens.
  'assistantfinal',
);

/** The tag of a thought that was never written: a closing tag, or one that opens and closes. */
const NO_THOUGHT = `</?${PREFIX}(?:${NAME})\\s{0,9}/?>`;
const AT_START = /* @__PURE__ */ new RegExp(
  `^\\s{0,99}(?:(${OPENING})|(${ANSWER_CHANNEL})|${NO_THOUGHT})`,
  'i',
);
/** A text that may still become one that begins with a tag. */
const MAYBE_AT_START = /^\s{0,99}(?:$|<[^<>|]{0,80}$|<\|[\s\S]{0,110}$|◁[^▷]{0,9}$|\[\w{0,9}$)/;
const END_OF_CHANNEL = /<\|(?:end|return|call)\|>|(?=<\|(?:start|channel)\|>)/;

/** A thought that has been opened: gives its text as it arrives, until its closing tag. */
export type Thought = ReturnType<typeof openThought>;

export function openThought(opening: string) {
  const closing = toClosing(opening);
  /** The end of the text, as far as it may be the beginning of the closing tag. */
  let tail = '';
  /** Another thought seems to begin inside, so that the first closing tag may not be the last. */
  let isNested = false;

  function push(piece: string): { text: string; rest?: string } {
    const text = tail + piece;
    const found = closing.exec(text);
    const end = found ? found.index : Math.max(0, text.length - MAX_TAG_LENGTH);
    const doubt = found ? 0 : text.slice(end).search(MAYBE_TAG);
    const certain = text.slice(0, doubt < 0 ? text.length : end + doubt);
    isNested ||= NESTED.test(certain);
    if (found) return { text: certain, rest: text.slice(found.index + found[0].length) };
    tail = text.slice(certain.length);
    return { text: certain };
  }

  return {
    /** The text that is certain, and what is behind the thought if it has ended. */
    push,
    end: (): string => tail,
    isNested: (): boolean => isNested,
  };
}

function toClosing(opening: string): RegExp {
  const pair = PAIRS.find(([pattern]) => new RegExp(`^${pattern}|${pattern}$`, 'i').test(opening));
  if (pair) return new RegExp(pair[1], 'i');
  const [, name] = /^<(?:\w+:)?([\w-]+?)(?:ing)?[\s>]/.exec(opening) ?? [];
  // Models close `<think>` with `</thinking>`, and the other way round.
  return name ? new RegExp(closingTag(`${name}(?:ing)?`), 'i') : END_OF_CHANNEL;
}

/**
 * Takes the thoughts out of a text that begins with them; any other text stays as it is. White space between the thoughts
 * and the text is dropped.
 */
export function createThinkingTags() {
  let state: 'start' | 'thought' | 'answer channel' | 'text' = 'start';
  /** The thought, or the channel, that is open. */
  let open: Thought | undefined;
  let start = '';
  let hasThought = false;

  function push(piece: string): Segment[] {
    const segments: Segment[] = [];
    // What is behind a tag is read in the state that the tag leads to.
    for (let rest: string | undefined = piece; rest !== undefined; ) {
      rest = state === 'start' ? readStart(rest, segments) : readOn(rest, segments);
    }
    return segments;
  }

  /** Gives what is behind the end of the thought, if it has ended. */
  function readOn(piece: string, segments: Segment[]): string | undefined {
    const isThought = state === 'thought';
    const { text, rest } = (state === 'text' ? undefined : open?.push(piece)) ?? { text: piece };
    segments.push(...segment(isThought ? 'reasoning' : 'text', text));
    if (rest !== undefined) state = isThought ? 'start' : 'text';
    return rest;
  }

  /** Gives what is behind a tag at the start, if there is one. */
  function readStart(piece: string, segments: Segment[]): string | undefined {
    start += piece;
    if (hasThought) start = start.trimStart();
    const found = AT_START.exec(start);
    if (!found) {
      if (!MAYBE_AT_START.test(start)) segments.push(...endStart());
      return undefined;
    }
    const [marker, opening, channel] = found;
    const rest = start.slice(marker.length);
    start = '';
    hasThought = true;
    if (opening === undefined && channel === undefined) return rest;
    state = opening === undefined ? 'answer channel' : 'thought';
    open = openThought(opening ?? '');
    return rest;
  }

  function endStart(): Segment[] {
    state = 'text';
    const text = start;
    start = '';
    return segment('text', text);
  }

  return {
    push,
    /** Another part of the answer comes: what may go out no later than now. */
    release: (): Segment[] => [],
    end: (): Segment[] =>
      state === 'start' || state === 'text'
        ? endStart()
        : segment(state === 'thought' ? 'reasoning' : 'text', open?.end() ?? ''),
  };
}

export function segment(kind: Segment['kind'], text: string): Segment[] {
  return text === '' ? [] : [{ kind, text }];
}

const MAYBE_TAG = /(?:<[/|]?[\w:-]{0,40}\|?\s{0,9}|◁\/?\w{0,9}|\[\/?\w{0,9})$/;
const NESTED = /* @__PURE__ */ new RegExp(`<${PREFIX}(?:${NAME})>`, 'i');
/** Longer than any closing tag of a thought. */
const MAX_TAG_LENGTH = 60;

function either(...patterns: string[]): string {
  return patterns.join('|');
}

/** A piece of an answer's text, told apart by the tags around it. */
export type Segment = { kind: 'text' | 'reasoning'; text: string };

/**
 * The tags in which models write their thoughts into the text (field-reports.md A1): of open models and Claude, of Kimi, of
 * Mistral.
 */
const TAGS: readonly [opening: string, closing: string][] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['◁think▷', '◁/think▷'],
  ['[THINK]', '[/THINK]'],
];
/** The channels of gpt-oss: the first two hold thoughts, and the last one, which begins the answer, may end a thought. */
const THOUGHT_CHANNELS = ['<|channel|>analysis<|message|>', '<|channel|>commentary<|message|>'];
const ANSWER_CHANNEL = '<|channel|>final<|message|>';
const CHANNEL_PREFIX = '<|start|>assistant';

const PATTERNS = /* @__PURE__ */ createPatterns();

function createPatterns() {
  const channels = [...THOUGHT_CHANNELS, ...THOUGHT_CHANNELS.map((it) => CHANNEL_PREFIX + it)];
  const openings = [...TAGS.map(([opening]) => opening), ...channels];
  const answers = [ANSWER_CHANNEL, CHANNEL_PREFIX + ANSWER_CHANNEL];
  const opening = openings.map(escapeMarkup).join('|');
  const answer = answers.map(escapeMarkup).join('|');
  const closings = [
    ...answers.map((it) => `<|end|>${it}`),
    ...answers,
    ...TAGS.map((tag) => tag[1]),
  ];
  return {
    opening,
    closing: closings.map(escapeMarkup).join('|'),
    atStart: new RegExp(`^\\s{0,99}(?:(${opening})|${answer})`, 'i'),
    markers: [...openings, ...answers].map((marker) => marker.toLowerCase()),
  };
}

/** Sources of regular expressions, for the flag `i`. */
export const OPENING = PATTERNS.opening;
export const CLOSING = PATTERNS.closing;

/** A thought that has been opened: gives its text as it arrives, until its closing tag. */
export type Thought = ReturnType<typeof openThought>;

export function openThought(opening: string) {
  const tag = TAGS.find(([name]) => name === opening.toLowerCase() || name === opening);
  const closing = tag ? new RegExp(escapeMarkup(tag[1]), 'i') : END_OF_CHANNEL;
  /** The end, as far as it may be the beginning of the closing tag. */
  let tail = '';

  return {
    /** The text that is certain, and what is behind the thought if it has ended. */
    push(piece: string): { text: string; rest?: string } {
      const text = tail + piece;
      const found = closing.exec(text);
      if (found) {
        return {
          text: text.slice(0, found.index),
          rest: text.slice(found.index + found[0].length),
        };
      }
      const doubt = text.slice(-LONGEST_TAG).search(MAYBE_TAG);
      const certain = doubt < 0 ? text.length : Math.max(0, text.length - LONGEST_TAG) + doubt;
      tail = text.slice(certain);
      return { text: text.slice(0, certain) };
    },
    end: (): string => tail,
  };
}

/**
 * Takes the thoughts out of a text that begins with them; any other text stays as it is. White space between the thoughts
 * and the text is dropped.
 */
export function createThinkingTags() {
  let state: 'start' | 'thought' | 'text' = 'start';
  let thought: Thought | undefined;
  let start = '';
  let hasThought = false;

  function push(piece: string): Segment[] {
    if (state === 'text') return segment('text', piece);
    if (state === 'start') return readStart(piece);
    const { text, rest } = thought?.push(piece) ?? { text: piece };
    if (rest === undefined) return segment('reasoning', text);
    state = 'start';
    return [...segment('reasoning', text), ...readStart(rest)];
  }

  function readStart(piece: string): Segment[] {
    start += piece;
    if (hasThought) start = start.trimStart();
    const found = PATTERNS.atStart.exec(start);
    if (found) {
      const rest = start.slice(found[0].length);
      start = '';
      hasThought = true;
      const [, opening] = found;
      state = opening === undefined ? 'text' : 'thought';
      if (opening !== undefined) thought = openThought(opening);
      return push(rest);
    }
    const begun = start.trimStart().toLowerCase();
    const isOpen = start.length < 99 && PATTERNS.markers.some((marker) => marker.startsWith(begun));
    return isOpen ? [] : endStart();
  }

  function endStart(): Segment[] {
    state = 'text';
    const text = start;
    start = '';
    return segment('text', text);
  }

  return {
    push,
    end: (): Segment[] =>
      state === 'thought' ? segment('reasoning', thought?.end() ?? '') : endStart(),
  };
}

export function segment(kind: Segment['kind'], text: string): Segment[] {
  return text === '' ? [] : [{ kind, text }];
}

const END_OF_CHANNEL = /<\|end\|>|(?=<\|(?:start|channel)\|>)/;
const MAYBE_TAG = /[<◁[]/;
/** Longer than any closing tag of a thought. */
const LONGEST_TAG = 12;

function escapeMarkup(text: string): string {
  return text.replace(/[|[\]]/g, '\\$&');
}

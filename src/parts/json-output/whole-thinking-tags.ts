import { CLOSING, createThinkingTags, OPENING, type Segment, segment } from './thinking-tags';

/**
 * Takes the thoughts out of a text that nobody sees before its end. A closing tag alone, at the beginning or end of a line,
 * makes reasoning of all text before it (field-reports-2.md J8): a stream has sent that text by then.
 */
export function createWholeThinkingTags(): ReturnType<typeof createThinkingTags> {
  const tags = createThinkingTags();
  let text = '';
  let isFirst = true;

  function readFirst(): Segment[] {
    const [closing = ''] = CLOSING_LINE.exec(text) ?? [];
    const [thought = ''] = closing === '' ? [] : text.split(closing, 1);
    if (closing === '' || HAS_OPENING.test(thought)) return tags.push(text);
    const behind = text.slice(thought.length + closing.length).trimStart();
    return [...segment('reasoning', thought), ...tags.push(behind)];
  }

  function release(): Segment[] {
    if (text === '') return [];
    const segments = isFirst ? readFirst() : tags.push(text);
    isFirst = false;
    text = '';
    return segments;
  }

  return {
    push(piece: string): Segment[] {
      text += piece;
      return [];
    },
    release,
    end: () => [...release(), ...tags.end()],
  };
}

const CLOSING_LINE = /* @__PURE__ */ new RegExp(
  `(?<=\\n[^\\S\\n]{0,30})(?:${CLOSING})|(?:${CLOSING})(?=[^\\S\\n]{0,30}(?:\\n|$))`,
  'i',
);
const HAS_OPENING = /* @__PURE__ */ new RegExp(OPENING, 'i');

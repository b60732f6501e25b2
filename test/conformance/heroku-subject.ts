import type { HerokuProviderSettings } from '../../src';
import {
  chatDialects,
  createChatReader,
  createChatWire,
  type JSONObject,
  type LanguageModel,
  type Subject,
} from '../../src/conformance';

/** One of the package's entries. */
type Entry = {
  createHeroku(settings: HerokuProviderSettings): (modelId: string) => LanguageModel;
};

const wire = {
  // Heroku's form (heroku-api.md §2).
  reasoning: (thinking: string, replay?: JSONObject) => ({
    reasoning: { ...(thinking && { thinking }), ...replay },
  }),
};

/** Our own model on the wire of Heroku. */
export const toHerokuSubject = ({ createHeroku }: Entry): Subject => ({
  model: ({ fetch, generateId }) =>
    createHeroku({
      generateId,
      baseURL: 'http://heroku.test',
      apiKey: 'inf-12345678-90ab-cdef',
      fetch,
      includeUsage: true,
    })('claude-4-5-sonnet'),
  toWire: createChatWire(wire),
  heartbeat: ': keep-alive\n\n',
  reasoningOptions: { heroku: { extendedThinking: { enabled: true, budgetTokens: 2000 } } },
  dialects: chatDialects(wire),
  readRequest: createChatReader({
    replayOf: ({ reasoning }) => {
      const { thinking: _text, ...replay } = { ...(reasoning as JSONObject | undefined) };
      return Object.keys(replay).length > 0 ? replay : undefined;
    },
  }),
});

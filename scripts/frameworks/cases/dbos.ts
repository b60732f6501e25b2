import { durableCalls } from '@dbos-inc/vercel-ai';
import { generateText, streamText, wrapLanguageModel } from 'ai';
import { deserializeError, serializeError } from 'serialize-error';
import superjson from 'superjson';
import type { Suite } from '../case';
import { type Lab, MODEL, THINKING } from '../lab';
import { checkError, errorOf, Journal, overload } from '../stored';

const durable = (lab: Lab) =>
  wrapLanguageModel({ model: lab.heroku(MODEL), middleware: durableCalls() });

export const dbos: Suite = {
  title: 'DBOS',
  package: '@dbos-inc/vercel-ai',
  cases: [
    {
      name: 'generate and stream through its middleware',
      async run(lab) {
        const { text } = await generateText({ model: durable(lab), prompt: 'Hello' });
        lab.check(text.endsWith('You said: Hello'), text);
        const result = streamText({ model: durable(lab), prompt: 'Hello' });
        lab.check((await result.text).endsWith('You said: Hello'), await result.text);
      },
    },
    {
      name: 'results and errors in the form it stores',
      async run(lab) {
        const journal = new Journal(lab);
        const prompt = [
          { role: 'user' as const, content: [{ type: 'text' as const, text: 'Why?' }] },
        ];
        const call = () => lab.heroku(MODEL).doGenerate({ prompt, providerOptions: THINKING });
        const result = await call();
        const kept = superjson.parse(journal.write(superjson.stringify(result)));
        lab.check(superjson.stringify(kept) === superjson.stringify(result), 'It has changed');
        overload(lab);
        const stored = journal.write(superjson.stringify(serializeError(await errorOf(call()))));
        checkError(lab, deserializeError(superjson.parse(stored)));
      },
    },
  ],
};

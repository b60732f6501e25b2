import { InngestTestEngine } from '@inngest/test';
import { generateText } from 'ai';
import { Inngest } from 'inngest';
import type { Suite } from '../case';
import { type Lab, MODEL } from '../lab';
import { checkError, errorOf, Journal, overload } from '../stored';

type Step = {
  ai: { wrap: <T>(id: string, run: (prompt: string) => Promise<T>, prompt: string) => Promise<T> };
};

/** A function with one step, in which the model is made and of which plain fields are kept. */
function engineOf(lab: Lab) {
  const inngest = new Inngest({ id: 'app', isDev: true });
  const answer = async (prompt: string) => {
    const { text, usage, finishReason } = await generateText({
      model: lab.heroku(MODEL),
      prompt,
      maxRetries: 0,
    });
    return { text, usage, finishReason };
  };
  const handler = ({ step }: { step: Step }) => step.ai.wrap('answer', answer, 'Hello');
  const settings = { id: 'ask', retries: 0, triggers: [{ event: 'asked' }] };
  return new InngestTestEngine({ function: inngest.createFunction(settings, handler) });
}

export const inngest: Suite = {
  title: 'Inngest',
  package: 'inngest',
  cases: [
    {
      name: 'step.ai.wrap',
      async run(lab) {
        const { result, error } = await engineOf(lab).execute();
        if (error) throw new Error(JSON.stringify(error));
        const kept = new Journal(lab).kept(result) as { text: string; finishReason: string };
        lab.check(kept.text.endsWith('You said: Hello'), JSON.stringify(kept));
        lab.check(kept.finishReason === 'stop', kept.finishReason);
      },
    },
    {
      name: 'a model as JSON',
      async run(lab) {
        const kept = new Journal(lab).kept(lab.heroku(MODEL)) as { modelId?: string };
        lab.check(kept.modelId === MODEL, JSON.stringify(kept));
      },
    },
    {
      name: 'an error in step.ai.wrap',
      async run(lab) {
        overload(lab);
        const { error } = await engineOf(lab).execute();
        const stored = new Journal(lab).kept(error) as { message?: string };
        lab.check(JSON.stringify(stored).includes('Model is overloaded'), JSON.stringify(stored));
        checkError(
          lab,
          await errorOf(generateText({ model: lab.heroku(MODEL), prompt: 'Hello', maxRetries: 0 })),
        );
      },
    },
  ],
};

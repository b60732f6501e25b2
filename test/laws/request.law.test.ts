import { requestCase } from './arbitraries/request-case';
import { law } from './law';
import { checkLaw } from './request/check-law';

law(
  'any prompt and options make a request that Heroku accepts and that carries the prompt',
  { values: requestCase, runs: 10_000 },
  async (requestCase) => {
    checkLaw(requestCase);
  },
);

import { runScenario, type Target } from './scenario';

// In a page: text streams into the element with the id `answer`.
Object.assign(globalThis, {
  runScenario: (target: Target) =>
    runScenario(target, {
      show: (text) => {
        const element = document.querySelector('#answer');
        if (element) element.textContent = text;
      },
    }),
});

import { answer } from './edge-answer';

type FetchEvent = Event & { request: Request; respondWith(response: Promise<Response>): void };

// A script that listens, as Vercel's edge runtime runs it.
addEventListener('fetch', (event) => {
  const { request, respondWith } = event as FetchEvent;
  respondWith.call(event, answer(request));
});

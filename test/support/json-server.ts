/** A `fetch` that answers from a script, one answer for each request, the last for all further ones. */
export function scriptedJson(...answers: (Response | object | ((body: never) => unknown))[]) {
  const bodies: Record<string, unknown>[] = [];
  const requests: { url: string; headers: Record<string, string> }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const text = await request.text();
    bodies.push(text === '' ? {} : JSON.parse(text));
    requests.push({ url: request.url, headers: Object.fromEntries(request.headers) });
    const scripted = answers[Math.min(bodies.length, answers.length) - 1];
    const given =
      typeof scripted === 'function' ? scripted(bodies.at(-1) as never) : (scripted ?? {});
    return given instanceof Response ? given.clone() : Response.json(given);
  };
  return { fetch, bodies, requests };
}

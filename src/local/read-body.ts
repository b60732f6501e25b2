/** The body of a request: parsed, its text when it is no JSON, undefined without one or when it is too large. */
export type ReadBody = { body: unknown; isTooLarge: boolean };

/** Bodies of the API are a few levels deep. The rules call themselves for each level, so that a deeper one would end them. */
const MAX_LEVELS = 500;

/** Never throws for what was sent. JSON that is nested too deep stays text. */
export async function readBody(request: Request, maxBodyBytes: number): Promise<ReadBody> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > maxBodyBytes) return { body: undefined, isTooLarge: true };
  const text = new TextDecoder().decode(bytes);
  return { body: text === '' ? undefined : parse(text), isTooLarge: false };
}

function parse(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    return isTooDeep(body) ? text : body;
  } catch {
    return text;
  }
}

/** Level by level, without calling itself. */
function isTooDeep(body: unknown): boolean {
  let level = [body].filter(isObject);
  for (let levels = 0; level.length > 0; levels++) {
    if (levels === MAX_LEVELS) return true;
    level = level.flatMap((value) => Object.values(value).filter(isObject));
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

import { runScenario, type Target } from './scenario';

/** A request handler of an edge runtime: the target comes in, the outcome goes out. */
export async function answer(request: Request): Promise<Response> {
  return Response.json(await runScenario((await request.json()) as Target));
}

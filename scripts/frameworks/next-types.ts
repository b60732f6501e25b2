// What Next.js asks of a route's module; checked beside examples/next-app-route, with the types of the installed version.
import type { AppRouteUserlandModule } from 'next/dist/server/route-modules/app-route/module';
import type { NextRequest } from 'next/server';
import * as route from './app/api/chat/route';

const userland: Partial<AppRouteUserlandModule> = { POST: route.POST };
const handler: (request: NextRequest) => Response | Promise<Response> = route.POST;
const seconds: number = route.maxDuration;

export { handler, seconds, userland };

/** What Heroku is known to answer about tools (heroku-api.md §5, heroku-surface.md §5), and the remedy. */
const REMEDIES: readonly [pattern: RegExp, remedy: string][] = [
  [/target_app_name/i, 'Give targetAppName to the tool.'],
  [
    /not a replica/i,
    'Tools for Postgres need a follower database: give its attachment as dbAttachment.',
  ],
];

export function toAgentRemedy(_statusCode: number, body: string): string | undefined {
  return REMEDIES.find(([pattern]) => pattern.test(body))?.[1];
}

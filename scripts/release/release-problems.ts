/** What a release is made of. */
export type Release = {
  version: string;
  /** The text of CHANGELOG.md. */
  changelog: string;
  /** The files that users see, by path. */
  files: Readonly<Record<string, string>>;
};

/** Why a release cannot be published yet; nothing if it can. */
export function releaseProblems({ version, changelog, files }: Release): string[] {
  const [, date] =
    new RegExp(`^## ${version.replaceAll('.', '\\.')}(.*)$`, 'm').exec(changelog) ?? [];
  const [, unreleased = ''] =
    /^## Unreleased\n([\s\S]*?)(?:^## |$(?![\s\S]))/m.exec(changelog) ?? [];
  return [
    ...Object.entries(files).flatMap(([path, text]) =>
      text.includes('github.com/OWNER/')
        ? [`${path} has the placeholder OWNER: put the owner of the repository in its place.`]
        : [],
    ),
    ...(/^, \d{4}-\d\d-\d\d$/.test(date ?? '')
      ? []
      : [`CHANGELOG.md has no heading "## ${version}, <date>".`]),
    ...(unreleased.trim() === ''
      ? []
      : [`CHANGELOG.md has lines under "Unreleased": move them to ${version}.`]),
  ];
}

/** The words of warnings, of whatever type they are. */
export function said(warnings: readonly object[] | undefined): string[] {
  return (warnings ?? []).map((warning) => {
    const { message, details } = warning as { message?: string; details?: string };
    return message ?? details ?? JSON.stringify(warning);
  });
}

/** Why a number cannot be sent as a count, of tokens or of candidates, if it cannot (field-reports.md B7). */
export function countProblem(value: number | undefined): string | undefined {
  const isCount = value != null && Number.isSafeInteger(value) && value > 0;
  return isCount ? undefined : 'it is not a positive integer';
}

/** Why a number cannot be sent as a count, of tokens or of candidates, if it cannot (field-reports.md B7). */
export function notACount(value: number | undefined): string | false {
  return (
    (value == null || !Number.isSafeInteger(value) || value < 1) && 'it is not a positive integer'
  );
}

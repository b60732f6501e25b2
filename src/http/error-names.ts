const TRANSIENT =
  /throttl|(rate|request)limit|toomanyrequests|unavailable|timed?out|overload|internal|servererror|notready|stream(err|exc)|exhausted|deadline|network|connection|econn|capacity|throughput|slowdown|insufficientsystem/;

/** Names differ in case and in what joins their words. */
export function isTransientName(name: string): boolean {
  return TRANSIENT.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}

/** `overloaded_error`, `ThrottlingException`, and what may pass, as `timeout`; `error` alone names none. */
export function isErrorName(word: string): boolean {
  return /\w(error|exception)$/i.test(word) || isTransientName(word);
}

/** A copy of a record in which the characters that are our own choice are ASCII; what else is not gets spelt out. */
export function asciiRecord<T>(record: T): T {
  return JSON.parse(JSON.stringify(record).replaceAll('’', "'").replaceAll('µ', 'u')) as T;
}

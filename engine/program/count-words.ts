const numbers = new Intl.NumberFormat('en-US');

/** `1,204`. */
export function count(n: number): string {
  return numbers.format(n);
}

/** `1 lead`, `1,204 leads`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

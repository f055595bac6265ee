/** A name, with the blank that one in Latin letters has before Chinese. */
export function beside(name: string): string {
  return /[\u4e00-\u9fff]$/.test(name) ? name : `${name} `;
}

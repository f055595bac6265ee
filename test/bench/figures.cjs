// node --require figures.cjs ...: tells what the process used, as a line of JSON on descriptor 3 when it ends.
const { readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const figures = {
    seconds: (userCPUTime + systemCPUTime) / 1e6,
    megabytes: (peakKilobytes() ?? maxRSS) / 1024,
  };
  writeSync(3, `${JSON.stringify(figures)}\n`);
});

/** What Linux counts for this program alone; `maxRSS` begins with that of the process that started it. */
function peakKilobytes() {
  try {
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/**
 * Fits the matrix that moves a question's vector to where the same question lies in the other language: the identity
 * plus a ridge regression on what is missing.
 *
 * @param pairs Vectors of the same question in both languages, each centred and of norm 1.
 * @param penalty Strength of the L2 penalty; the larger, the nearer to the identity.
 * @returns Square matrix, rows one after another: `from` times it is near `to`.
 */
export function fitQueryMap(
  pairs: readonly { readonly from: Float32Array; readonly to: Float32Array }[],
  penalty: number,
): Float32Array {
  const size = pairs[0]?.from.length ?? 0;
  const gram = squares(size);
  const wanted = squares(size);
  for (const { from, to } of pairs) {
    for (let i = 0; i < size; i++) {
      const value = from[i] ?? 0;
      const gramRow = gram[i] ?? [];
      const wantedRow = wanted[i] ?? [];
      for (let j = 0; j < size; j++) {
        gramRow[j] = (gramRow[j] ?? 0) + value * (from[j] ?? 0);
        wantedRow[j] = (wantedRow[j] ?? 0) + value * ((to[j] ?? 0) - (from[j] ?? 0));
      }
    }
  }
  for (let i = 0; i < size; i++) {
    const row = gram[i] ?? [];
    row[i] = (row[i] ?? 0) + penalty;
  }
  solve(gram, wanted);
  return Float32Array.from(wanted.flatMap((row, i) => Array.from(row, (value, j) => value + Number(i === j))));
}

function squares(size: number): Float64Array[] {
  return Array.from({ length: size }, () => new Float64Array(size));
}

/** Turns `right` into the solution X of `matrix` X = `right`; the matrix is symmetric and positive definite. */
function solve(matrix: Float64Array[], right: Float64Array[]): void {
  const size = matrix.length;
  const subtract = (row: Float64Array, other: Float64Array, factor: number) => {
    for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) - factor * (other[j] ?? 0);
  };
  for (let pivot = 0; pivot < size; pivot++) {
    const [row, rightRow] = [matrix[pivot], right[pivot]];
    if (row === undefined || rightRow === undefined) return;
    const scale = 1 / (row[pivot] ?? 1);
    for (let j = 0; j < size; j++) {
      row[j] = (row[j] ?? 0) * scale;
      rightRow[j] = (rightRow[j] ?? 0) * scale;
    }
    for (let other = 0; other < size; other++) {
      const [otherRow, otherRight] = [matrix[other], right[other]];
      if (other === pivot || otherRow === undefined || otherRight === undefined) continue;
      const factor = otherRow[pivot] ?? 0;
      if (factor === 0) continue;
      subtract(otherRow, row, factor);
      subtract(otherRight, rightRow, factor);
    }
  }
}

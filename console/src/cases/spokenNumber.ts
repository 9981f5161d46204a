/** A case number in the groups that it is read aloud in: 2, 3 and 4 digits. */
export const spokenNumber = (number: string) => number.replace(/^(\d\d)(\d{3})(\d{4})$/, '$1 $2 $3');

import { useState } from 'react';

/** What is typed into a filter, ahead of the filter itself; it follows when the filter changes elsewhere. */
export function useTyped(value: string, onChange: (value: string) => void) {
  const [typed, setTyped] = useState(value);
  const [taken, setTaken] = useState(value);
  if (value !== taken) {
    setTaken(value);
    setTyped(value);
  }
  const take = (next: string) => {
    setTaken(next);
    onChange(next);
  };
  return { typed, setTyped, take };
}

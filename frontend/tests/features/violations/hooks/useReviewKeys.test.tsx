import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { ViolationCard } from '@/features/violations/components/ViolationCard';
import { useReviewKeys } from '@/features/violations/hooks/useReviewKeys';
import { answerWith } from '@tests/support/answers';
import { aViolation } from '@tests/support/builders';
import { renderPage } from '@tests/support/render';

const IDS = ['a', 'b', 'c'];

function Review() {
  const [openId, open] = useState<string | null>('a');
  useReviewKeys({ ids: IDS, openId, open, close: () => open(null) });
  return IDS.map((id) => (
    <ViolationCard key={id} violation={aViolation({ id })} to={`/violations/${id}`} chosen={id === openId} />
  ));
}

it('moves the focus with the choice, so that one card looks chosen', () => {
  vi.stubGlobal('CSS', { escape: (id: string) => id }); // jsdom has neither
  Element.prototype.scrollIntoView = () => undefined;
  answerWith({});
  renderPage(<Review />);
  const cards = screen.getAllByRole('link');
  cards[0]?.focus();
  for (const [key, at] of [
    ['j', 1],
    ['j', 2],
    ['k', 1],
  ] as const) {
    fireEvent.keyDown(document.documentElement, { key, code: `Key${key.toUpperCase()}` });
    expect(cards.map((card) => card.getAttribute('aria-current'))).toEqual(cards.map((_, n) => String(n === at)));
    expect([key, document.activeElement?.getAttribute('data-violation')]).toEqual([key, IDS[at]]);
  }
});

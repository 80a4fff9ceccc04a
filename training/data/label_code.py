"""Target codes: the class of a box, and which classes its picture labels, in one number.

Pictures from different sources meet in one mosaic, so every row of targets carries its picture's labelling:
`code = class + 8 · unlabelled`, `unlabelled` a bit mask of classes. For fully labelled pictures the code is the class.
Rows of class `REGION` are no objects: inside them an unlabelled object may be.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from backend.core.ppe.items import CLASSES

if TYPE_CHECKING:
    from torch import Tensor  # pictures are read, and tested, without torch

REGION = 7
_BASE = 8
Codes = TypeVar("Codes", "NDArray[np.float32]", "Tensor")


def unlabelled_mask(labelled: Collection[int]) -> int:
    """Bit mask of the classes that are not in `labelled`."""
    return sum(1 << cls for cls in range(len(CLASSES)) if cls not in labelled)


def encode(classes: NDArray[np.floating], unlabelled: int) -> NDArray[np.float32]:
    """Codes (M,) of classes (M,) in a picture with this mask."""
    return (classes + _BASE * unlabelled).astype(np.float32)


def classes_of(codes: Codes) -> Codes:
    """Class of each code, `REGION` for regions."""
    return codes % _BASE


def labelled_of(codes: Tensor) -> Tensor:
    """(M, classes) whether the picture of each row labels each class."""
    masks = (codes // _BASE).long()
    bits = masks.new_tensor([1 << cls for cls in range(len(CLASSES))])
    return (masks[:, None] & bits) == 0


def objects(targets: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows (M, 5) of objects, class and box: without regions, without the labelling."""
    classes = classes_of(targets[:, 0])
    plain = np.concatenate((classes[:, None], targets[:, 1:]), 1)
    return plain[classes != REGION].astype(np.float32)

"""Pictures and labels for training: reading, partial labels, augmentation."""

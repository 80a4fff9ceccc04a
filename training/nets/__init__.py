"""The detector network: layers, loss, pretrained weights, export."""

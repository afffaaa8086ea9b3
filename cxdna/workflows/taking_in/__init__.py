"""An export taken into a workspace, whole or not at all."""

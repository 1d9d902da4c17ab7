"""Stage `publish`: what changed → jobs → files. The only stage that writes; it swaps the finished tree in at the end."""

"""What the benchmarks compare with. These files run in an environment of their own and import nothing of Mandor."""

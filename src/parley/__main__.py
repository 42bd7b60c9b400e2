"""`python -m parley`: the console command."""

from parley.cli.main import main

raise SystemExit(main())

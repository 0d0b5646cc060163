"""Makes every edition of the IASIOS accreditation documents: `python3 build.py --help`."""

from press.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
